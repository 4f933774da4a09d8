"""The report as a Word file, in a template that the municipality can change."""
