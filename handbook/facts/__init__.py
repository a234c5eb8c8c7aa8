"""The facts of a service, one module for each file of `service/`; each fact stands in one place."""
