"""The pictures of the guide for ambassadors, taken from the real handbook."""
