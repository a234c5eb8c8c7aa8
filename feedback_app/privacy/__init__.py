"""Receipts, one-time codes, personal data in texts, and how long data is kept."""
