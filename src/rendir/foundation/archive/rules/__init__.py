"""What names and dates say of the files of a compressed folder. Pure."""
