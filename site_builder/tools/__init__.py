"""Commands beside the build: proposals on the forge, and the import of a charter."""
