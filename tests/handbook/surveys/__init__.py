"""Tests of `handbook/surveys/survey`."""
