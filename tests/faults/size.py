"""How much the tests here endure: a little each time, and the full measure when somebody asks for it."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """`rounds` of `reminders` with kills in each; `outage` is how long the connector is gone, in seconds."""

    rounds: int
    reminders: int
    outage: float


REDUCED = Size(rounds=1, reminders=60, outage=3)
FULL = Size(rounds=50, reminders=300, outage=60)


def asked_for() -> Size:
    """What `LAGESKOLL_FAULTS` says."""
    return FULL if os.environ.get("LAGESKOLL_FAULTS") == "full" else REDUCED


def seed() -> int:
    """What every random choice comes from."""
    return int(os.environ.get("LAGESKOLL_FAULTS_SEED", "1"))
