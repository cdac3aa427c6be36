"""Pages of the archive: `public` for everybody; `staff`, `bringing` and `publishing` at the desk."""
