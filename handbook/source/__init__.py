"""Reading one file: its encoding, YAML with places, and what is wrong in sentences."""
