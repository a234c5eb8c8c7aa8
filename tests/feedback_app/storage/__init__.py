"""Tests of `feedback_app/storage`."""
