"""The director’s cards: the summary in two minutes, and everything behind its figures a tap away."""
