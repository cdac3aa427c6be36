"""One command per file: parse arguments, call one function, print."""
