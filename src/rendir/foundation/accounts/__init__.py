"""Accounts holds the people of the entity, the hats they wear in plain words, and what each hat allows. There
is no superuser: separation of duties has no bypass.
"""
