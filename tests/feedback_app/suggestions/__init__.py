"""Tests of `feedback_app/suggestions/suggestion`."""
