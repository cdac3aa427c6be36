"""The strategy itself: what was promised for the year and by whom."""
