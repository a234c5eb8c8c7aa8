"""Facts about reading Markdown as the forge's preview does."""
