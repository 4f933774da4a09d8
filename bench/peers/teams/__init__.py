"""The Teams SDK, version 2."""
