"""What is done with the archive: bring a folder in (`bringing`), correct and withdraw documents (`documents`), list
them for everybody (`publishing`).
"""
