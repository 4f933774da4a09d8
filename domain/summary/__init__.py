"""What a round's answers come to, for the director: counts, changes, promises, obstacles and indicators."""
