"""Letters to whoever cannot be reached in Teams: the settings, and the way through a mail server."""
