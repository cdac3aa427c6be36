"""Audiences (grupos de valor) characterises those to whom the entity renders account: groups and segments, what is
known of them with its source, what information they need and by which channels they are reached (Ley 1757 de 2015,
art. 53; activities I1 and D1 of the strategy). Participation keeps it; only aggregates leave it (Ley 1581 de 2012).
"""
