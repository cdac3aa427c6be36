"""What is done with spending: bring contracts and budget (`bringing`), tie them to goals (`linking`)."""
