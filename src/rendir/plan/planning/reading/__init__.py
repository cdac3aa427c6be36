"""Reading a schedule from a file that people made: from bytes to plain activities and findings. Pure: no Django.

The one way in is `schedule.read_schedule`.
"""
