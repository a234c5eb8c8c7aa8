"""Tests of the feedback app."""
