"""Schema changes, one line of descent."""
