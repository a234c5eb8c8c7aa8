"""What the running app does by itself: nightly work, and messages to the named reader."""
