"""Answers as rows in a file of another follow-up system, by a mapping that tells how that file looks."""
