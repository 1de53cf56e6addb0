"""Passage: how a received text crosses from the one who wrote it to the family.

What messages (later: stories, introductions) share on the way through the gate: the columns (`models.Crossing`), every
allowed transition in one file (`states`), and the loop that claims, screens and hands back (`crossing.cross`).
"""
