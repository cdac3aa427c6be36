"""Parts of pages and reports about the year at work, prepared: what higher apps show of it too."""
