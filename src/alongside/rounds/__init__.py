"""Rounds: time as a front door. One loop; which verb, how often and how many at a time stands on one page (`timetable`)."""
