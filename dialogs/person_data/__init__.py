"""What is held about somebody, handed over or erased on request."""
