"""Closing a survey, releasing its results once, and reading its texts."""
