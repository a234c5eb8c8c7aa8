"""Tests of `feedback_app/forms`."""
