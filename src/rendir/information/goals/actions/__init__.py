"""What is done with goals: plans, goals, progress, links, rights, imports and the published alignment."""
