"""Tests of `site_builder/pictures`."""
