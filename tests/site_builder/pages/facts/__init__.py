"""Tests of `site_builder/page_list/facts`."""
