"""What is done with open data: put a year in one file, publish it, send the heads of the ledger to who asked."""

from .heads import ask_for_heads, confirm_heads, leave_heads, send_heads
from .yearly import export_year, publish_year

__all__ = ["ask_for_heads", "confirm_heads", "export_year", "leave_heads", "publish_year", "send_heads"]
