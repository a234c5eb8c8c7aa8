"""The search index: what it has of the pages, and the files that it is written to."""
