"""What is done in the year at work, one module for each aggregate."""
