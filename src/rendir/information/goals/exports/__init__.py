"""Goals as files: the plan as a table that comes back the same, and the published alignment in every format."""
