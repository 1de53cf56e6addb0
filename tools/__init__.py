"""Programs for those who work on Alongside."""
