"""Tests of `feedback_app/backups/backups`."""
