"""Talk about steering a round while it runs: longer, closed, or open again."""
