"""Documents of topics: a decided round in every format."""
