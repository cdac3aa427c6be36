"""What people come in by: the public site, the staff desk and the open data."""
