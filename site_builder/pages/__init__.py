"""Pages made from data, one module for each family of pages."""
