"""Planning holds the yearly accountability strategy and its schedule (cronograma): activities in three
components and five stages, each with a product, four-month periods and responsible units (Ley 1757 de 2015,
art. 52).
"""
