"""Reading a schedule from a file that people made: from bytes to plain activities and findings. Pure: no Django.

The one way in is `schedule.read_schedule`; for a file from outside, `apart.read_schedule_apart`, which does the same in
another process.
"""
