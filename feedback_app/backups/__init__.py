"""Encrypted backups of the store, and restoring them."""
