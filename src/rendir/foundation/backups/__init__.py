"""Backups are copies of everything an installation knows, in one file: database, library and keys (copia de
seguridad). Whoever keeps one keeps personal data (Ley 1581 de 2012, art. 17 d).
"""
