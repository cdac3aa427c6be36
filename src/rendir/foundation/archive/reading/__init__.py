"""A compressed folder from outside, opened in processes of their own: what is in it, and what each file is and says.
Pure: no Django.
"""
