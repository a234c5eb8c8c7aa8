"""Tests of `site_builder/layout`."""
