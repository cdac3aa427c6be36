"""What everybody reads: the sets of data, the yearly file, the ledger's heads, and whether a file holds."""
