"""What a user could pick instead, each in its own environment and speaking only its own language."""
