"""Tests of `handbook/source`."""
