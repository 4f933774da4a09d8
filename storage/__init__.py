"""The cellar: what we remember, on SQLite or PostgreSQL; every query is scoped to one tenant."""
