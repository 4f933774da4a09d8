"""The study: what the board reads."""
