"""Tests of `handbook/rules`."""
