"""Reading a plan file and carrying it into the database: all of it, or nothing."""
