"""Tests of `feedback_app/jobs`."""
