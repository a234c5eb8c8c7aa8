"""Facts about the site builder."""
