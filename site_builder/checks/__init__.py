"""What `check` finds before the engine runs: links, menu, references, Markdown, addresses."""
