"""The foundation: the municipality's own rules, without clock, network, database or SDK."""
