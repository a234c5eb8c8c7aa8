"""What the search knows of the site: its places, what leads to them, and the files that carry both."""
