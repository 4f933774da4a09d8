"""The cards of a rehearsal: its days, who would get what, and the marked samples."""
