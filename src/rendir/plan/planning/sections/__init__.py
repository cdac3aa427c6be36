"""Parts of pages and reports about the plan, prepared: what higher apps show of it too."""
