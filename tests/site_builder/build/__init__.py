"""Tests of `site_builder/build`."""
