"""What is done with backups: make one (`making`), take one away (`handing`), restore one (`restoring`)."""
