"""Counts and finds what the director reads, in the database, however large the plan is."""
