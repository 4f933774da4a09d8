"""Every figure that can be read of a running process; the only file that names the metrics library.

No figure is about a person, and what a figure is divided by is one of few: names of ours, codes of Teams'.
"""

from collections.abc import Callable
from platform import python_version
from typing import Generic, TypeVar

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

# What Teams says of an error is a code, and new ones come; beyond so many they are counted together.
MOST_CODES = 60
OTHER = "other"
# Seconds. Somebody waits for a turn, nobody for a tick.
OF_A_TURN = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
OF_A_REQUEST = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)
OF_A_TICK = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 1800.0)
OF_THE_LOOP = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)

GAUGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "build_info": ("What runs here; always 1.", ("version", "python", "database")),
    "credential_expires_timestamp_seconds": ("When the bot's certificate ends; 0 for other credentials.", ()),
    "database_connections": ("Connections to the database, by state.", ("state",)),
    "database_up": ("Whether the database answered when the figures were last read.", ()),
    "database_answer_seconds": ("How long the database took for it.", ()),
    "database_waiting": ("Transactions that wait for a connection, or for the one that may write.", ()),
    "outbox_messages": ("Messages that have not left: due, on the way or for later.", ("state",)),
    "outbox_oldest_seconds": ("For how long the message that is due has waited that has waited longest.", ()),
    "teams_pause_seconds": ("For how long Teams is still left in peace after a 429.", ()),
    "teams_rate_left": ("Requests that were left of the allowed rate in the last second.", ()),
    "teams_rate_limit": ("Requests a second that Teams allows, as set.", ()),
    "teams_requests_waiting": ("Requests that wait for their turn.", ()),
    "tick_age_seconds": ("How long ago the latest beat of the clock ended well.", ("tick",)),
    "tick_late_seconds": ("How late the latest beat of the clock began.", ("tick",)),
    "token_expires_timestamp_seconds": ("When the bot's token for Teams ends; 0 while there is none.", ()),
}

Metric = TypeVar("Metric", Counter, Histogram)


class _Family(Generic[Metric]):
    """A figure divided by names. Each combination is looked up once, which costs far more than to count."""

    def __init__(self, metric: Metric) -> None:
        self._metric: Metric = metric
        self._found: dict[tuple[str, ...], Metric] = {}

    def of(self, *names: str) -> Metric:
        """The one for these names."""
        found = self._found.get(names)
        if found is None:
            found = self._found[names] = self._metric.labels(*names) if names else self._metric
        return found


class Figures:
    """The figures of one process. Each method is called on the event loop and takes some microseconds."""

    def __init__(self) -> None:
        # When each figure was first counted is no figure that anybody asks for.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)
        self._codes: set[str] = set()
        self._gauges = {
            name: Gauge(f"lageskoll_{name}", told, labels, registry=self.registry)
            for name, (told, labels) in GAUGES.items()
        }
        self._turns = self._counter("turns", "Turns that have ended.", "name", "outcome")
        self._turn_seconds = self._spread("turn_seconds", "How long a turn took.", OF_A_TURN, "kind")
        self._turned_away = self._counter("turned_away", "Requests refused at the door.", "status")
        self._deliveries = self._counter("deliveries", "How messages went.", "kind", "outcome", "code")
        self._requests = self._spread(
            "teams_request_seconds", "How long Teams took to answer.", OF_A_REQUEST, "method", "outcome"
        )
        self._throttles = self._counter("teams_throttled", "Answers 429 from Teams.")
        self._ticks = self._spread("tick_seconds", "How long a beat took.", OF_A_TICK, "tick", "outcome")
        self._duties = self._spread("duty_seconds", "How long a duty of the beat took.", OF_A_TICK, "duty")
        self._lag = self._spread("event_loop_lag_seconds", "How late the event loop came.", OF_THE_LOOP)
        self._lines = self._counter("log_lines", "Lines in the log that tell of trouble.", "level")

    def turn(self, kind: str, name: str, outcome: str, seconds: float) -> None:
        """A turn has ended."""
        self._turns.of(name, outcome).inc()
        self._turn_seconds.of(kind).observe(seconds)

    def turned_away(self, status: int) -> None:
        """A request was refused at the door, with this HTTP status."""
        self._turned_away.of(str(status)).inc()

    def delivery(self, kind: str, outcome: str, code: str) -> None:
        """How a message went has been written down."""
        self._deliveries.of(kind, outcome, self._one_of_few(code)).inc()

    def request(self, method: str, outcome: str, seconds: float) -> None:
        """Teams has answered a request of ours, or has not."""
        self._requests.of(method, outcome).observe(seconds)

    def throttled(self) -> None:
        """Teams has answered 429."""
        self._throttles.of().inc()

    def tick(self, name: str, outcome: str, seconds: float, late: float) -> None:
        """A beat of the clock has ended, which began so many seconds late."""
        self._ticks.of(name, outcome).observe(seconds)
        self.set("tick_late_seconds", late, name)

    def duty(self, name: str, seconds: float) -> None:
        """One of the duties of a beat has ended."""
        self._duties.of(name).observe(seconds)

    def lag(self, seconds: float) -> None:
        """The event loop came so much later than it was asked to."""
        self._lag.of().observe(seconds)

    def line(self, level: str) -> None:
        """A line that tells of trouble was written to the log."""
        self._lines.of(level).inc()

    def set(self, name: str, value: float, *labels: str) -> None:
        """A gauge is this now; `name` is one of `GAUGES`."""
        gauge = self._gauges[name]
        (gauge.labels(*labels) if labels else gauge).set(value)

    def follow(self, name: str, value: Callable[[], float], *labels: str) -> None:
        """Ask for a gauge's value whenever it is read; `name` is one of `GAUGES`."""
        gauge = self._gauges[name]
        (gauge.labels(*labels) if labels else gauge).set_function(value)

    def built(self, version: str, database: str) -> None:
        """What runs here."""
        self.set("build_info", 1, version, python_version(), database)

    def written(self) -> bytes:
        """All of them, as Prometheus reads them."""
        return generate_latest(self.registry)

    def _one_of_few(self, code: str) -> str:
        if code in self._codes:
            return code
        if len(self._codes) >= MOST_CODES:
            return OTHER
        self._codes.add(code)
        return code

    def _counter(self, name: str, told: str, *labels: str) -> _Family[Counter]:
        return _Family(Counter(f"lageskoll_{name}", told, labels, registry=self.registry))

    def _spread(self, name: str, told: str, buckets: tuple[float, ...], *labels: str) -> _Family[Histogram]:
        return _Family(Histogram(f"lageskoll_{name}", told, labels, buckets=buckets, registry=self.registry))
