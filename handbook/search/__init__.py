"""The search: words, typing errors and ranking, the same in the builder, in the app and, as a script, in the page."""
