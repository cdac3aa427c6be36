"""What the entity's people do with the plan, one file per page of the desk."""
