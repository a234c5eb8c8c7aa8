"""The handbook while somebody writes it."""
