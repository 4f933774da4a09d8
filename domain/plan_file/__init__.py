"""A plan as somebody wrote it in a file: read into entries, checked, and compared with what is stored."""
