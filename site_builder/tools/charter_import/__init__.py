"""From the plain text of a published charter to the draft of its file."""
