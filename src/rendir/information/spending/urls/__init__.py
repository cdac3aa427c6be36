"""Addresses: `public` for everybody, `staff` under /gestion/."""
