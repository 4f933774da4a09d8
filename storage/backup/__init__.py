"""Copies of a SQLite database: made while the service runs, looked through, and put back."""
