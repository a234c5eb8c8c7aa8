"""A Handbook becomes Markdown pages, then a checked static site."""
