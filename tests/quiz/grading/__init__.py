"""Grading, in Python and in the browser."""
