"""The tests: a mirror of the three packages, the real content, the built site, and whole visits."""
