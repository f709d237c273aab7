"""Reused pieces of page."""
