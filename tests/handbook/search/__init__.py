"""The search: words, typing errors, ranking and excerpts."""
