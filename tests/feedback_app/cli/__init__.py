"""Tests of `feedback_app/cli`."""
