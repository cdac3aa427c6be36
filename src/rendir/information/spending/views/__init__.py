"""Pages of spending: `public` for everybody, `staff` at the desk."""
