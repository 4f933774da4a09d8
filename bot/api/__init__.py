"""The API: other services of the municipality read what has been planned and answered, and bring answers."""
