"""Surveys, consultations, their questions, summaries and outcomes."""
