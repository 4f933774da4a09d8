"""The report of one round: what it is made of, what was sealed, and what was corrected afterwards."""
