"""Readers: from a file that people made (a workbook, a document, a PDF, a page) to grids of cells. Pure: no Django.

One file per format, each with `read(path) -> tuple[Grid, ...]`. A file from outside is never read in this process:
`child.read_apart` runs the reader in another one, with limits of memory and time.
"""
