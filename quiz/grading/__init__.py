"""Grading: what came in of an exam, marked by the frozen paper's key, and what is handed out of it.

The browser does the same in `docs/assets/js/grading/`, to the byte.
"""
