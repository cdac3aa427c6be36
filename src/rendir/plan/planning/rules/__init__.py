"""The rules of a schedule, pure: what an activity is, when a plan is coherent, how two plans differ."""
