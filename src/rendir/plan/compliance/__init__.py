"""Compliance is the year at work: what is owed in each period (deliveries), the evidence that it was done, the
frozen four-month cuts, and what Control Interno verifies apart (Ley 1757 de 2015, arts. 48-56; Ley 87 de 1993).
"""
