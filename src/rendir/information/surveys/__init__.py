"""Surveys asks citizens and officials what they think (activity R8 of the strategy): questionnaires, anonymous answers,
results with their method sheet. The accountability team keeps it.
"""
