"""Watching: what is told of every turn, delivery and tick, as log lines, figures and traces."""
