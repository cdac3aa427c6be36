"""Goals holds what the entity promised in its institutional plan (metas) with their indicators and progress, and ties
them to the Sustainable Development Goals and to rights (activity I3 of the strategy). Planning keeps it.
"""
