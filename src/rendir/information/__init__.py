"""Information: to whom the entity renders account, about what, and what they think of it."""
