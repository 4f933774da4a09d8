"""Our own service, as it runs in earnest, in a process where it can be weighed."""
