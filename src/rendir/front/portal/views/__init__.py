"""Pages of the way in: `public`, `staff`, `errors` and the gallery of components."""
