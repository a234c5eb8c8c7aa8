"""Tests of the shared words and of how content becomes them."""
