"""What it costs to keep watch: CPU for each turn, message and request, and for reading the figures.

`python -m bench.watching` takes some seconds.
"""

import time
import timeit
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from bench import tables
from bench.ours.logged import log
from bot.teams.fields import JsonObject
from bot.watching import turns
from bot.watching.requests import RequestWatch
from bot.watching.watch import Watch
from dialogs.turn import Say
from domain.deliveries import DeliveryId, DeliveryKind, Fate
from domain.people import PersonId
from domain.reminders import ReminderKind
from domain.rounds import FollowUpRoundId
from storage.claims import Delivery, Settlement

TIMES, RUNS = 20_000, 7
BODY: JsonObject = {"id": "1692687600000", "conversation": {"id": "a:1"}}
DELIVERY = Delivery(
    delivery_id=DeliveryId(1),
    kind=DeliveryKind.REMINDER,
    follow_up_round_id=FollowUpRoundId(1),
    person_id=PersonId(1),
    message_id="",
    page=0,
    attempts=0,
    lease="",
    reminder_key="-5",
    reminder_kind=ReminderKind.STEP,
)
SENT = Settlement(delivery=DELIVERY, fate=Fate.SENT, at=datetime(2023, 9, 5, 7, tzinfo=UTC))


def _turn(watch: Watch) -> None:
    with watch.turns.turn({}, BODY):
        turns.commanded("hjälp")
        turns.answered(Say("Hej!"))


def _message(watch: Watch) -> None:
    watch.clock.attempting(DELIVERY)
    watch.clock.settled(SENT)


def _request(requests: RequestWatch) -> None:
    requests.headers()
    with requests.request("POST"):
        pass


def _microseconds(deed: Callable[[], None]) -> str:
    """The quickest run is the one that the machine's other work has disturbed the least."""
    seconds = min(timeit.repeat(deed, timer=time.process_time, number=TIMES, repeat=RUNS))
    return tables.number(seconds / TIMES * 1_000_000)


def rows() -> Iterator[tuple[str, str]]:
    """A row for each thing that is watched."""
    quiet, told = Watch(), Watch(lines=log())
    requests = RequestWatch(told.figures, told.tracer)
    yield "a turn, figures alone", _microseconds(lambda: _turn(quiet))
    yield "a turn, figures and log line", _microseconds(lambda: _turn(told))
    yield "a message, figures alone", _microseconds(lambda: _message(quiet))
    yield "a message, figures and log line", _microseconds(lambda: _message(told))
    yield "a request to Teams", _microseconds(lambda: _request(requests))
    took = timeit.timeit(told.figures.written, timer=time.process_time, number=50) / 50
    yield "reading the figures", tables.number(took * 1_000_000)


def main() -> None:
    """Show what it costs."""
    tables.show(f"Keeping watch\n{tables.machine()}", ("what", "CPU µs"), list(rows()), ())


if __name__ == "__main__":
    tables.command(main)
