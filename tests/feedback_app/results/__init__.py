"""Tests of `feedback_app/results`."""
