"""Whole visits in a browser: Given, When, Then."""
