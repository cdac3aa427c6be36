"""Pages of goals: for everybody, and for the entity's people."""
