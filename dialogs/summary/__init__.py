"""The director’s talk: the summary, everything behind its figures, and questions in one’s own words."""
