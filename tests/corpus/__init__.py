"""Schedules as entities lay them out, made here in every format, with what a person reads in each of them.

`python -m corpus FOLDER` (from `tests`) writes the files and `expected.json`; `rendir plan check-corpus` scores them.
"""
