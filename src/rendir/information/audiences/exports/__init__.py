"""The characterisation as a document: what is frozen when a version is published."""
