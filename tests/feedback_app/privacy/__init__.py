"""Tests of `feedback_app/privacy`."""
