"""Markdown as the forge's preview reads it: compared with the site's reading, rewritten where the two differ."""
