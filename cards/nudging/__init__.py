"""Reminding people when a strategist wants it: whom, with which words, and exactly to whom it goes."""
