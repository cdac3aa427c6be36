"""What people type of surveys: `preparing` at the desk, `answering` by whoever answers."""
