"""Core holds no models and no domain word: typed settings, the clock, Spanish text, workflows, tables,
imports, documents and the components of the interface.
"""
