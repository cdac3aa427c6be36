"""How a round of topics is counted and ranked, what a decision must explain, which topics look alike. Pure."""
