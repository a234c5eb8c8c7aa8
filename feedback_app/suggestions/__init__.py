"""Changes to pages that readers suggest."""
