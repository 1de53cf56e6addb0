"""Measurements: how much a site carries, and how quickly. Scripts for a person at a terminal; nothing here is served."""
