"""Whole runs of tests on other days: `make days`."""
