"""The platform's bad days: 50 requests a second per tenant, windows per conversation, and random failures.

Source of the figures: Microsoft Teams, "Optimize your bot with rate limiting".
"""

import random
from bisect import bisect_right
from collections import deque
from dataclasses import dataclass
from enum import StrEnum

PER_TENANT = ((50, 1.0),)
PER_CONVERSATION = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))

Limits = tuple[tuple[int, float], ...]


class Windows:
    """Sliding windows for each key; a request that is refused does not count."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._longest = max(seconds for _, seconds in limits)
        self._times: dict[str, deque[float]] = {}

    def admits(self, key: str, at: float) -> bool:
        """Whether one more fits; it does not count before `count`."""
        times = self._times.get(key)
        if times is None:
            return True
        while times and times[0] <= at - self._longest:
            times.popleft()
        return all(len(times) - bisect_right(times, at - seconds) < most for most, seconds in self._limits)

    def count(self, key: str, at: float) -> None:
        """One more."""
        self._times.setdefault(key, deque()).append(at)


class Throttle:
    """Both kinds of windows."""

    def __init__(self) -> None:
        self._tenants = Windows(PER_TENANT)
        self._conversations = Windows(PER_CONVERSATION)

    def admits(self, tenant: str, conversation: str, at: float) -> bool:
        """Whether the request may go on; if so it counts."""
        if not (self._tenants.admits(tenant, at) and self._conversations.admits(conversation, at)):
            return False
        self._tenants.count(tenant, at)
        self._conversations.count(conversation, at)
        return True


class FaultKind(StrEnum):
    """What goes wrong with a request."""

    BAD_GATEWAY = "502"
    GATEWAY_TIMEOUT = "504"
    HANG = "hang"


@dataclass(frozen=True, slots=True)
class Fault:
    """A failure; `taken` says that the message counts as posted although nobody will be told."""

    kind: FaultKind
    taken: bool


class Faults:
    """Fails a share of the requests, the same ones for the same seed."""

    def __init__(self, share: float, seed: int) -> None:
        self._share = share
        self._random = random.Random(seed)  # noqa: S311 - chance, no secret

    def next(self) -> Fault | None:
        """What goes wrong with the next request; None when nothing does."""
        if self._random.random() >= self._share:
            return None
        kind = self._random.choice(list(FaultKind))
        return Fault(kind, taken=kind is not FaultKind.BAD_GATEWAY and self._random.random() < 0.5)  # noqa: PLR2004 - half
