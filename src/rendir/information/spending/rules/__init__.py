"""What contracts and budget lines mean: shapes of open data, whose a contract is, how much of a budget was executed."""
