"""Questions back to whoever is responsible: asking, replying, and everybody's list of them."""
