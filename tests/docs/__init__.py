"""Tests that people are told of everything they can write and run."""
