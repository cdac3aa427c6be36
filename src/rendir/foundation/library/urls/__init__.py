"""The addresses of the library."""
