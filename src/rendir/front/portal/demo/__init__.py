"""A fictitious municipality and its year 2021, lived through the same actions that people use."""
