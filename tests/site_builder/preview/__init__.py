"""Tests of `site_builder/preview/preview`."""
