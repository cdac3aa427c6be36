"""Addresses of goals: what everybody reads, and where the entity's people work."""
