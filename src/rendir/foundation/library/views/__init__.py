"""The pages of the library: where the desk sends files to."""
