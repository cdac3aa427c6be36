"""Commands of the installation. Each parses, calls one action and prints."""
