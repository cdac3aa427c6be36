"""Organization describes the public entity as it changes in time: its data, its units (dependencias) and their
spellings, and the dates it declares for the five stages (Manual Único de Rendición de Cuentas).
"""
