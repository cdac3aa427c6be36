"""The desk of whoever characterises: groups, what is known of them, and the versions of the whole."""
