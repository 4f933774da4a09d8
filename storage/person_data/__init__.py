"""All that is held about one person: found in every table, and erased."""
