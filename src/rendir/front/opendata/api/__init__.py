"""The API: public, read-only, the same facts as the pages. Addresses, names and types are for ever within `v1`."""
