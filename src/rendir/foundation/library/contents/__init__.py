"""What is inside a file kept as evidence: what it is, what it says, what it tells of who made it, how it looks, and a
copy of it without what only its owner should know. Pure: no Django.

A file from outside is opened only in another process: `child` runs this package there, within limits of memory and
time.
"""
