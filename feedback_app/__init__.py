"""The Flask app in which people answer, and the release of what they answered."""
