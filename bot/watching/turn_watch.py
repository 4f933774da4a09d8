"""Follows each turn from the request to the answer: one log line, its figures, and a span."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter

from bot.teams.fields import JsonObject
from bot.watching.figures import Figures
from bot.watching.ids import IDS, turn_id
from bot.watching.logs import Lines
from bot.watching.spans import Span, Tracer
from bot.watching.turns import TURN, Outcome, TurnRecord

WRONG = frozenset({Outcome.FAILED, Outcome.CRASHED})


class TurnWatch:
    """Watches turns; what it does on the way of one takes some tens of microseconds in all."""

    def __init__(self, figures: Figures, lines: Lines, tracer: Tracer) -> None:
        self._figures = figures
        self._lines = lines
        self._tracer = tracer

    @contextmanager
    def turn(self, headers: Mapping[str, str], body: JsonObject) -> Iterator[None]:
        """A turn of somebody whom the door has let in."""
        record, began = TurnRecord(turn_id(headers, body)), perf_counter()
        with self._tracer.span("turn", headers) as span:
            ids = IDS.set({"turn": record.turn_id, **span.ids})
            noted = TURN.set(record)
            try:
                yield
            except BaseException as error:
                record.outcome, record.error = Outcome.CRASHED, type(error).__name__
                raise
            finally:
                self._ended(record, perf_counter() - began, span)
                TURN.reset(noted)
                IDS.reset(ids)

    def turned_away(self, status: int) -> None:
        """Somebody whom the door has not let in."""
        self._figures.turned_away(status)

    def _ended(self, record: TurnRecord, seconds: float, span: Span) -> None:
        self._figures.turn(record.kind, record.name, record.outcome, seconds)
        span.note("name", record.name)
        span.note("outcome", record.outcome)
        known: dict[str, object] = {
            "kind": record.kind,
            "name": record.name,
            "outcome": record.outcome,
            "ms": round(seconds * 1000, 1),
        }
        if record.person_id is not None:
            known |= {"person": record.person_id, "roles": record.roles}
        if record.outcome in WRONG:
            span.failed(record.error)
            self._lines.warning("turn", **known, error=record.error)
        else:
            self._lines.info("turn", **known)
