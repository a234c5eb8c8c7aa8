"""Tests of `site_builder/checks`."""
