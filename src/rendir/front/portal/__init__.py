"""Portal is the way in: home, the year in plain words, the staff desk, the statements the law asks of a public
site.
"""
