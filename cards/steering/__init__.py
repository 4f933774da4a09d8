"""Steering a round while it runs: what can be done now, what it would mean, and what it meant."""
