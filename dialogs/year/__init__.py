"""The year: its rounds, planning a new one, and changing the dates of one."""
