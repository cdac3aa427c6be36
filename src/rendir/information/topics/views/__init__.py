"""Pages of the topics: for everybody, and for the people of the entity."""
