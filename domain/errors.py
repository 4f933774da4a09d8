"""The few errors that are ours; each docstring says what the reader should do."""


class LageskollError(Exception):
    """Something that a user or an operator can mend; the message says how."""


class UnknownTenantError(LageskollError):
    """The tenant has no plan here: import one with `lageskoll plan import`."""
