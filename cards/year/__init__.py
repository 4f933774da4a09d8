"""The cards of the year: its rounds in time order, and the form with every date of one."""
