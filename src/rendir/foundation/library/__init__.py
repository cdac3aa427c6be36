"""Library keeps files by their SHA-256 and the frozen publications made of them: what was published, when, in
which version, with which hash.
"""
