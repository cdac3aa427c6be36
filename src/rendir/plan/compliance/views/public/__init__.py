"""What anybody reads of the year at work."""
