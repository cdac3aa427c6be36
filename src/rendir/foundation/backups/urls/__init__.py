"""Addresses: `staff` under /gestion/."""
