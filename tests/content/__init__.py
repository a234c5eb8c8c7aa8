"""Tests of the real content: every file is one case."""
