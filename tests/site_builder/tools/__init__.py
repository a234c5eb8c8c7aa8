"""Tests of `site_builder/tools`."""
