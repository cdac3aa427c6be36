"""Pages of the characterisation: `public` for everybody, `staff` at the desk."""
