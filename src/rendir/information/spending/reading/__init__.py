"""Reading tables of open data line by line: CSV and JSON of any size, with constant memory."""
