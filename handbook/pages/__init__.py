"""Hand-written pages: their header, their Markdown and what stands in it."""
