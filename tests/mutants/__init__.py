"""Small careless changes to the modules that carry promises, one at a time, to see which the tests tell."""
