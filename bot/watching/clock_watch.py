"""Follows what happens because time passes: each tick, message and pause, as lines, figures and spans."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic, perf_counter

from bot.watching.figures import Figures
from bot.watching.ids import IDS, Ids
from bot.watching.logs import Lines
from bot.watching.spans import Span, Tracer
from bot.watching.turns import TURN
from domain.deliveries import Fate
from domain.people import TenantId
from domain.reminders import ReminderKind
from scheduler.observing import Tick
from storage.claims import Delivery, Settlement
from storage.letter_claims import LetterSettlement

RETRIED, PUT_BACK = "retried", "put_back"


@dataclass(slots=True)
class Beats:
    """When the beats of one kind began and ended, in seconds that never jump."""

    began: float = 0.0
    ended: float = 0.0
    ended_well: float = field(default_factory=monotonic)

    def late(self, now: float, every_seconds: float) -> float:
        """How much later than it should a beat begins now; one that waited for the one before is not late."""
        return max(0.0, now - max(self.began + every_seconds, self.ended)) if self.began else 0.0


class ClockWatch:
    """The scheduler's observer."""

    def __init__(self, figures: Figures, lines: Lines, tracer: Tracer) -> None:
        self._figures = figures
        self._lines = lines
        self._tracer = tracer
        self._beats: dict[str, Beats] = {}

    @contextmanager
    def tick(self, name: str, every_seconds: float) -> Iterator[Tick]:
        """A beat. Whoever woke the clock has no part in what it does."""
        beats = self._beats_of(name)
        now, tick = monotonic(), Tick()
        late, beats.began = beats.late(now, every_seconds), now
        noted = TURN.set(None)
        with self._tracer.span(f"tick {name}") as span, _about({"tick": name, **span.ids}):
            try:
                yield tick
            finally:
                beats.ended = monotonic()
                if not tick.has_failed:
                    beats.ended_well = beats.ended
                self._ended(name, tick, beats.ended - now, late, span)
                TURN.reset(noted)

    @contextmanager
    def duty(self, name: str) -> Iterator[None]:
        """One of the duties of a beat."""
        began = perf_counter()
        try:
            yield
        finally:
            self._figures.duty(name, perf_counter() - began)

    @contextmanager
    def tour(self, tenant_id: TenantId) -> Iterator[None]:
        """A tenant's messages that are due."""
        with self._tracer.span("tour") as span, _about({**IDS.get(), "tenant": tenant_id, **span.ids}):
            yield

    def attempting(self, delivery: Delivery) -> None:
        """A message is about to be sent; its task has no other business, so the ids need not be reset."""
        attempt = delivery.attempts + 1
        IDS.set({**IDS.get(), "delivery": delivery.delivery_id, "attempt": attempt})

    def settled(self, settlement: Settlement) -> None:
        """How a message went has been written down."""
        delivery, outcome = settlement.delivery, _outcome(settlement)
        code = settlement.code or (settlement.failure.value if settlement.failure else "")
        self._figures.delivery(delivery.kind, outcome, code)
        tell = self._lines.warning if settlement.fate is Fate.GIVEN_UP else self._lines.info
        tell("delivery", **_known(settlement, outcome, code))

    def letter(self, settlement: LetterSettlement) -> None:
        """How a letter by e-mail went has been written down."""
        letter, outcome = settlement.letter, _outcome(settlement)
        code = settlement.code or (settlement.failure or "")
        self._figures.delivery("letter", outcome, code)
        tell = self._lines.warning if settlement.failure else self._lines.info
        known = {"letter": letter.letter_id, "outcome": outcome, "round": letter.follow_up_round_id}
        tell("letter", **known, person=letter.person_id, **({"code": code} if code else {}))

    def throttled(self) -> None:
        """Teams has answered that it was too much."""
        self._figures.throttled()

    def _beats_of(self, name: str) -> Beats:
        found = self._beats.get(name)
        if found is None:
            found = self._beats[name] = Beats()
            self._figures.follow("tick_age_seconds", lambda: monotonic() - found.ended_well, name)
        return found

    def _ended(self, name: str, tick: Tick, seconds: float, late: float, span: Span) -> None:
        outcome = "failed" if tick.has_failed else "done"
        self._figures.tick(name, outcome, seconds, late)
        # Delivery beats every second, and mostly has nothing to do.
        tell = self._lines.info if tick.deeds or tick.has_failed or name == "plan" else self._lines.debug
        deeds: dict[str, int] = {}
        for deed in tick.deeds or ():
            deeds[deed.kind] = deeds.get(deed.kind, 0) + deed.count
        if tick.has_failed:
            span.failed(outcome)
        tell("tick", outcome=outcome, ms=round(seconds * 1000, 1), late_s=round(late, 3), **deeds)


@contextmanager
def _about(ids: Ids) -> Iterator[None]:
    former = IDS.set(ids)
    try:
        yield
    finally:
        IDS.reset(former)


def _outcome(settlement: Settlement | LetterSettlement) -> str:
    if settlement.fate is Fate.WAITING:
        return RETRIED if settlement.counts_as_attempt else PUT_BACK
    return settlement.fate.value


def _known(settlement: Settlement, outcome: str, code: str) -> Mapping[str, object]:
    """What may be told of a message: numbers and names of ours, never what it says or to whom by name."""
    delivery = settlement.delivery
    known: dict[str, object] = {
        "delivery": delivery.delivery_id,
        "kind": delivery.kind,
        "outcome": outcome,
        "attempt": delivery.attempts + settlement.counts_as_attempt,
        "round": delivery.follow_up_round_id,
        "person": delivery.person_id,
    }
    if delivery.reminder_kind is not None:
        is_step = delivery.reminder_kind is ReminderKind.STEP
        known["step"] = delivery.reminder_key if is_step else delivery.reminder_kind
    if code:
        known["code"] = code
    if settlement.not_before is not None:
        known["not_before"] = settlement.not_before.isoformat()
    return known
