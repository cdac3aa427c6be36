"""The datasets at the terminal."""
