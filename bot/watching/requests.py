"""Follows each request to Teams: how long it took, how it went, and which turn or delivery it was for."""

from time import perf_counter

from bot.watching.figures import Figures
from bot.watching.ids import outgoing
from bot.watching.spans import NoTracer, Tracer
from scheduler.messenger import DeliveryError

DONE = "done"


class Following:
    """Follows one request; a generator would take as long as all else that is done to follow it."""

    __slots__ = ("_began", "_figures", "_method")

    def __init__(self, method: str, figures: Figures | None) -> None:
        self._method = method
        self._figures = figures

    def __enter__(self) -> None:
        self._began = perf_counter()

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if self._figures is not None:
            outcome = error.reason.value if isinstance(error, DeliveryError) else DONE
            self._figures.request(self._method, outcome, perf_counter() - self._began)


class RequestWatch:
    """Watches requests to Teams. Without figures only the ids are carried on."""

    def __init__(self, figures: Figures | None = None, tracer: Tracer | None = None) -> None:
        self._figures = figures
        self._tracer = tracer or NoTracer()

    def request(self, method: str) -> Following:
        """A request, until it is answered or has failed with a `DeliveryError`."""
        return Following(method, self._figures)

    def headers(self) -> dict[str, str]:
        """What the request carries, so that it can be found in somebody else's log."""
        return {**outgoing(), **self._tracer.outgoing()}
