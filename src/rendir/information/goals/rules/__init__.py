"""What is computed of goals: progress, words that propose a link, coverage, and what a file would change. Pure."""
