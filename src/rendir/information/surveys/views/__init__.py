"""Pages of surveys: `public` for everybody, `staff` at the desk."""
