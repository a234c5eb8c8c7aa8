"""The facts of a service, one module for each file of `service/`; each fact is in one place."""
