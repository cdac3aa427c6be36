"""The plan as files that people take with them, each in the layout they know."""
