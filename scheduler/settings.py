"""The few figures that an operator may change about sending."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingLimits:
    """How much at a time, in one process.

    `in_flight` messages may be on their way to Teams at once, and `tenants` may be sent for side by side. Of
    a tenant's messages a second's worth is taken from the outbox at a time, so that whatever is urgent soon
    has its turn, and never more than `at_a_time`.
    """

    in_flight: int = 256
    tenants: int = 64
    at_a_time: int = 100
