"""What a connector has seen: requests, messages taken, and messages that came twice, with the reason."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TypedDict

# Every card that we draw carries new keys; without them the same reminder drawn again says the same.
CARD_KEY = re.compile(rb'"once":"[^"]*"')


class TenantCount(TypedDict):
    """One tenant: how many requests, and when its first and last message was taken (s since the reset)."""

    requests: int
    taken: int
    first: float
    last: float


class ConversationCount(TypedDict):
    """One conversation: its requests, the different messages taken, and how many of them too often."""

    requests: int
    messages: int
    doubled: int
    excused: int


class Count(TypedDict):
    """All that was counted since the reset; times are seconds since then.

    `messages` are different ones taken. `doubled` is how many were taken once more than needed, and of them
    `excused` those whose sender could not know, because the answer to the first was lost.
    """

    connections: int
    requests: int
    updates: int
    messages: int
    doubled: int
    excused: int
    statuses: dict[str, int]
    hung: int
    first: float
    last_new: float
    last: float
    before_last_new: int
    tenants: dict[str, TenantCount]


@dataclass(slots=True)
class Seen:
    """One message, by conversation and what it says."""

    taken: int = 0
    unconfirmed: int = 0

    @property
    def doubled(self) -> int:
        """How many times too many it was taken."""
        return max(0, self.taken - 1)

    @property
    def excused(self) -> int:
        """How many of those the sender could not know of."""
        return min(self.doubled, self.unconfirmed)


@dataclass(slots=True)
class Conversation:
    """What came in one conversation; messages are told apart by what they say."""

    requests: int = 0
    messages: dict[int, Seen] = field(default_factory=dict)

    def count(self) -> ConversationCount:
        """As JSON wants it."""
        seen = self.messages.values()
        return ConversationCount(
            requests=self.requests,
            messages=sum(1 for each in seen if each.taken),
            doubled=sum(each.doubled for each in seen),
            excused=sum(each.excused for each in seen),
        )


@dataclass(slots=True)
class Tally:
    """Counts; `at` is seconds since the reset."""

    connections: int = 0
    updates: int = 0
    taken: int = 0
    hung: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    tenants: dict[str, TenantCount] = field(default_factory=dict)
    first: float = 0.0
    last_new: float = 0.0
    last: float = 0.0
    before_last_new: int = 0

    def came(self, tenant: str, conversation: str, at: float) -> TenantCount:
        """A request has come, whatever will be answered."""
        if not self.conversations:
            self.first = at
        self._in(conversation).requests += 1
        self.last = at
        theirs = self.tenants.get(tenant)
        if theirs is None:
            theirs = self.tenants[tenant] = TenantCount(requests=0, taken=0, first=at, last=at)
        theirs["requests"] += 1
        return theirs

    def message(self, conversation: str, body: bytes, at: float) -> Seen:
        """The message that this is, new or seen before."""
        messages = self._in(conversation).messages
        key = hash(CARD_KEY.sub(b"", body))
        found = messages.get(key)
        if found is None:
            found = messages[key] = Seen()
            self.last_new, self.before_last_new = at, self.answered
        return found

    @property
    def answered(self) -> int:
        """Requests that had an answer."""
        return self.statuses.total()

    def count(self) -> Count:
        """Everything, as JSON wants it."""
        conversations = [each.count() for each in self.conversations.values()]
        return Count(
            connections=self.connections,
            requests=sum(each["requests"] for each in conversations),
            updates=self.updates,
            messages=sum(each["messages"] for each in conversations),
            doubled=sum(each["doubled"] for each in conversations),
            excused=sum(each["excused"] for each in conversations),
            statuses={str(status): number for status, number in sorted(self.statuses.items())},
            hung=self.hung,
            first=self.first,
            last_new=self.last_new,
            last=self.last,
            before_last_new=self.before_last_new,
            tenants=self.tenants,
        )

    def _in(self, conversation: str) -> Conversation:
        found = self.conversations.get(conversation)
        if found is None:
            found = self.conversations[conversation] = Conversation()
        return found
