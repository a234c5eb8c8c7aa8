"""Tests of `feedback_app/server`."""
