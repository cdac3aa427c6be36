"""What the entity prints and files of a survey: its results, its sheets of paper, the notice with its code."""
