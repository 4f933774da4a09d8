"""Follows each request to Teams: how long it took, how it went, and which turn or delivery it was for."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from bot.watching.figures import Figures
from bot.watching.ids import outgoing
from bot.watching.spans import NoTracer, Tracer
from scheduler.messenger import DeliveryError

DONE = "done"


class RequestWatch:
    """Watches requests to Teams. Without figures only the ids are carried on."""

    def __init__(self, figures: Figures | None = None, tracer: Tracer | None = None) -> None:
        self._figures = figures
        self._tracer = tracer or NoTracer()

    @contextmanager
    def request(self, method: str) -> Iterator[None]:
        """A request, until it is answered or has failed with a `DeliveryError`."""
        began, outcome = perf_counter(), DONE
        try:
            yield
        except DeliveryError as error:
            outcome = error.reason.value
            raise
        finally:
            if self._figures is not None:
                self._figures.request(method, outcome, perf_counter() - began)

    def headers(self) -> dict[str, str]:
        """What the request carries, so that it can be found in somebody else's log."""
        return {**outgoing(), **self._tracer.outgoing()}
