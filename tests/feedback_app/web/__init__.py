"""Tests of `feedback_app/web`."""
