"""The rules of the year: back-planning a round, what its dates collide with, and what moving them changes."""
