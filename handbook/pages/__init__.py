"""Hand-written pages: their header, their Markdown and what is in it."""
