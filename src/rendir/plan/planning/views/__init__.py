"""Pages of the schedule: `public` for everybody, `staff` for the entity's people."""
