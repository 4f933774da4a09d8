"""The few figures that an operator may change about sending."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingLimits:
    """How fast and how much at a time. Teams allows an app 50 requests a second in each tenant."""

    requests_per_second: float = 45
    in_flight: int = 64
    batch: int = 100
