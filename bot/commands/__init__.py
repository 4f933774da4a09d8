"""One file for each command of `lageskoll`."""
