"""The pages of the open data. Everything here is public."""
