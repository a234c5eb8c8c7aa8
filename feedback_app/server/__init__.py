"""The server: handbook and forms from one process."""
