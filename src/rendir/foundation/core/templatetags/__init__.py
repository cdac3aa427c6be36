"""Template libraries of core: `ui`, the components."""
