"""Tests of `handbook/pages/page`."""
