"""Rules across files. Each yields problems."""
