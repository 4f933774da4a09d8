"""What is too old: finding it, and removing it a little at a time."""
