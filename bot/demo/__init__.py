"""The demonstration: Borlänge's plan, a clock that can be moved, and people who answer."""
