"""Rendir: runs the yearly accountability strategy (rendición de cuentas) of one public entity, in the open."""
