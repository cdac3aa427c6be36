"""Commands. Each parses, calls one action and prints."""
