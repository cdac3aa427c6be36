"""What is computed of topics: how a round is counted and ranked, what a decision must explain, what looks alike. Pure."""
