"""Pages about backups: `staff` for whoever makes them."""
