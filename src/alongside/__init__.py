"""Alongside: one calm place for a family after a loss."""
