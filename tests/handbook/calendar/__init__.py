"""Tests of `handbook/calendar`."""
