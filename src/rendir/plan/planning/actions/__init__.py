"""What is done with a strategy: edit its schedule, import a file, adopt, publish a change, close."""
