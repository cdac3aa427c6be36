"""Opendata publishes every dataset once, as page, CSV, JSON, XLSX and API, with its dictionary (Ley 1712 de
2014, art. 6 j).
"""
