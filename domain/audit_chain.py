"""The audit trail's chain: each link carries the hash of the one before, so that no change goes unseen."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

BEFORE_THE_FIRST = "0" * 64
# Clocks are set back, and replicas differ; whoever slips an event in afterwards dates it earlier than that.
MOST_BACKWARDS = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event of the trail, with every column that counts."""

    event_id: int
    tenant_id: str
    at: datetime
    actor_id: int | None
    deed: str
    subject: str
    details: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """How far the chain goes: its last link's number and hash. Number 0 is an empty chain."""

    position: int = 0
    sha256: str = BEFORE_THE_FIRST

    def __str__(self) -> str:
        return f"{self.position}:{self.sha256}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A stored link: its number, its hash, the event it is about, and that event if it is still there."""

    position: int
    sha256: str
    event_id: int
    event: Event | None


class Break(StrEnum):
    """What is wrong at the first place that does not hold."""

    LINK_MISSING = "link_missing"
    EVENT_MISSING = "event_missing"
    CHANGED = "changed"
    BACKDATED = "backdated"
    """The event is dated well before others that were there when it came."""
    NOT_IN_CHAIN = "not_in_chain"
    """An event that nobody has linked, although later ones are."""
    CHECKPOINT = "checkpoint"
    """A checkpoint that no event speaks of."""
    TIP_UNKNOWN = "tip_unknown"
    """The chain does not contain the tip that was written down elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first place that does not hold: the link's number and the event's id, 0 where there is none."""

    kind: Break
    position: int = 0
    event_id: int = 0


def following(tip: Tip, event: Event) -> Tip:
    """The link that an event gets after the tip."""
    position = tip.position + 1
    fields = [
        tip.sha256,
        position,
        event.tenant_id,
        event.event_id,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor_id,
        event.deed,
        event.subject,
        event.details,
    ]
    written = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return Tip(position=position, sha256=hashlib.sha256(written.encode()).hexdigest())


def linked(tip: Tip, events: Iterable[Event]) -> Iterator[tuple[Event, Tip]]:
    """Each event with the link it gets, one after the other."""
    for event in events:
        tip = following(tip, event)
        yield event, tip


@dataclass(slots=True)
class Examination:
    """Goes along a chain link by link, from where it begins; `tip` is how far it has held."""

    tip: Tip
    latest: datetime | None = None

    def examine(self, link: Link) -> Broken | None:
        """What is wrong with the next link; None when it holds."""
        if link.position != self.tip.position + 1:
            return Broken(kind=Break.LINK_MISSING, position=self.tip.position + 1)
        if link.event is None:
            return self._broken(Break.EVENT_MISSING, link)
        expected = following(self.tip, link.event)
        if expected.sha256 != link.sha256:
            return self._broken(Break.CHANGED, link)
        if self.latest is not None and link.event.at < self.latest - MOST_BACKWARDS:
            return self._broken(Break.BACKDATED, link)
        self.tip, self.latest = expected, max(self.latest or link.event.at, link.event.at)
        return None

    @staticmethod
    def _broken(kind: Break, link: Link) -> Broken:
        return Broken(kind=kind, position=link.position, event_id=link.event_id)
