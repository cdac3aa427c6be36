"""Spending holds what the entity spent: its budget by line (appropriated, committed, obliged, paid) at each cut, and
its contracts as SECOP publishes them (Ley 1712 de 2014, arts. 9 and 10). Planning brings them for everybody to read.
"""
