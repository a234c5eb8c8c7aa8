"""The `handbook` command: the builder's commands, and below `forms` those of the service."""
