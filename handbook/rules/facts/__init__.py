"""Rules about the facts of a service, one module for each kind that needs any."""
