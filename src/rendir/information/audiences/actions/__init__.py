"""What is done with groups (`groups`), with what is known of them (`data`), and with the versions of the whole
(`characterisations`).
"""
