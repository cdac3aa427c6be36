"""The pages by which the people of the entity do the year's work."""
