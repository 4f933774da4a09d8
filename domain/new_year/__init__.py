"""The turn of the year: what goes on in the new plan, and what is left to do before the old one is over."""
