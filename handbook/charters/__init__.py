"""Charters, their profiles, the parties that promise and the themes."""
