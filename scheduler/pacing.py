"""What Teams takes from us: so much a second in each tenant and conversation, and nothing after a 429.

Source: Microsoft Teams, "Rate limiting for agents": 50 requests a second for an app in a tenant; in each
conversation 7 in one second, 8 in two, 60 in thirty and 1,800 in an hour.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from pyrate_limiter import InMemoryBucket, Rate, RateItem

from domain.people import TenantId
from scheduler.pace import Pace

MILLISECONDS = 1000
IN_A_CONVERSATION = ((7, 1), (8, 2), (60, 30), (1800, 3600))
RATES = tuple(Rate(most, seconds * MILLISECONDS) for most, seconds in IN_A_CONVERSATION)
# A conversation with the bot has a handful of messages a day, so the oldest can be forgotten to keep memory
# flat; should Teams remember one of them longer than we do, it says so with a 429.
MOST_CONVERSATIONS = 10_000

FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=1)


@dataclass(slots=True)
class Pause:
    """A tenant that is to be left in peace; `in_a_row` counts pauses without a success between them."""

    until: float
    in_a_row: int


class Pacing:
    """Every tenant's pace. `beat` gives seconds that never go backwards; `throttled` is told of each 429.

    A library counts what each conversation has had. The tenant's own rate needs an order of urgency, which
    none that we found has; that is `Pace`.
    """

    def __init__(
        self, per_second: float, beat: Callable[[], float], throttled: Callable[[], None] = lambda: None
    ) -> None:
        self.per_second = per_second
        self._beat = beat
        self._throttled = throttled
        self._paces: dict[TenantId, Pace] = {}
        self._pauses: dict[TenantId, Pause] = {}
        # Most have had a single message, and of those it is enough to know when.
        self._conversations: OrderedDict[str, InMemoryBucket | int] = OrderedDict()

    def of(self, tenant_id: TenantId) -> Pace:
        """The tenant's pace."""
        pace = self._paces.get(tenant_id)
        if pace is None:
            pace = self._paces[tenant_id] = Pace(self.per_second)
        return pace

    @property
    def spent(self) -> int:
        """How many requests have been made in all."""
        return sum(pace.spent for pace in self._paces.values())

    @property
    def waiting(self) -> int:
        """How many requests wait for their turn."""
        return sum(pace.waiting for pace in self._paces.values())

    @property
    def longest_pause(self) -> timedelta:
        """For how long the tenant that is paused the longest is still to be left in peace."""
        return max(map(self.pause_left, self._pauses), default=timedelta(0))

    def pause(self, tenant_id: TenantId, retry_after: timedelta | None, jitter: float) -> None:
        """Leave a tenant in peace after a 429, for as long as Teams says.

        When it does not say, the pause doubles each time in a row from a second to a minute; `jitter` is 0–1
        and adds up to a fifth.
        """
        self._throttled()
        now = self._beat()
        current = self._pauses.get(tenant_id, Pause(until=now, in_a_row=0))
        # Of many requests on their way at once each gets its 429, and all together are one.
        in_a_row = current.in_a_row if current.until > now else current.in_a_row + 1
        doubled = min(FIRST_PAUSE * 2 ** (in_a_row - 1), LONGEST_PAUSE) * (1 + jitter / 5)
        wait = (doubled if retry_after is None else retry_after).total_seconds()
        self._pauses[tenant_id] = Pause(until=max(current.until, now + wait), in_a_row=in_a_row)

    def succeeded(self, tenant_id: TenantId) -> None:
        """Teams has taken a request, so the next pause is a first one again."""
        pause = self._pauses.get(tenant_id)
        if pause is not None and pause.until <= self._beat():
            del self._pauses[tenant_id]

    def pause_left(self, tenant_id: TenantId) -> timedelta:
        """How long the tenant is still to be left in peace; zero when it is not."""
        pause = self._pauses.get(tenant_id)
        return timedelta(0) if pause is None else timedelta(seconds=max(0.0, pause.until - self._beat()))

    def conversation_wait(self, conversation_id: str) -> timedelta:
        """Zero if a message may go now, which counts it; else how long the conversation must wait.

        Where none has been opened yet ("") there is none to count in.
        """
        if not conversation_id:
            return timedelta(0)
        now = int(self._beat() * MILLISECONDS)
        former = self._conversations.pop(conversation_id, None)
        bucket = None if former is None else _begun(former, conversation_id)
        self._conversations[conversation_id] = now if bucket is None else bucket
        if len(self._conversations) > MOST_CONVERSATIONS:
            self._conversations.popitem(last=False)
        if bucket is None:
            return timedelta(0)
        bucket.leak(now)
        item = RateItem(conversation_id, now)
        if bucket.put(item):
            return timedelta(0)
        # A bucket in memory answers at once; only those that live elsewhere must be awaited.
        return timedelta(milliseconds=cast("int", bucket.waiting(item)))


def _begun(former: InMemoryBucket | int, conversation_id: str) -> InMemoryBucket:
    """The bucket of a conversation of which so far nothing but its first message may be known."""
    if isinstance(former, InMemoryBucket):
        return former
    bucket = InMemoryBucket(list(RATES))
    bucket.put(RateItem(conversation_id, former))
    return bucket
