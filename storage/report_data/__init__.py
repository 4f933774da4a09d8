"""Gathers the data of a round's report from everything that we remember."""
