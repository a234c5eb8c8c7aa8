"""Tests of `handbook/facts`."""
