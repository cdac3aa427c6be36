"""Parts of pages and documents of surveys, prepared in words."""
