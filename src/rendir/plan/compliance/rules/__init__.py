"""The rules of compliance, pure: what is owed and when, how it stands on a day, how it is counted and sampled."""
