"""How long each kind of data is kept; what the municipality's document plan says goes before our defaults."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class DataKind(StrEnum):
    """A kind of data, as a registrar would name it; every table holds one or more (`storage.data_map`)."""

    PLAN = "plan"
    ROUNDS = "rounds"
    PEOPLE = "people"
    ABSENCE = "absence"
    DIRECTORY = "directory"
    CONTACTS = "contacts"
    STRANGERS = "strangers"
    ANSWERS = "answers"
    DRAFTS = "drafts"
    REPORTS = "reports"
    MATTERS = "matters"
    MESSAGES = "messages"
    CHAT_FILES = "chat_files"
    INSTALLATIONS = "installations"
    BOARDS = "boards"
    AUDIT = "audit"
    UPKEEP = "upkeep"


class ErasedNames(StrEnum):
    """What somebody who is erased is called where they answered: by name still, or by what they were."""

    KEEP = "keep"
    ROLE = "role"


# In the order in which they are seen to: what refers to something else goes before it.
SEEN_TO = (
    DataKind.DRAFTS,
    DataKind.MESSAGES,
    DataKind.MATTERS,
    DataKind.STRANGERS,
    DataKind.CONTACTS,
    DataKind.INSTALLATIONS,
    DataKind.DIRECTORY,
    DataKind.ABSENCE,
    DataKind.ANSWERS,
    DataKind.AUDIT,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRules:
    """How many days each kind is kept, counted as its rule says; a kind that is not here is kept."""

    days: Mapping[DataKind, int]

    def before(self, kind: DataKind, at: datetime) -> datetime | None:
        """What is older than this goes; None when nothing of that kind does."""
        days = self.days.get(kind)
        return at - timedelta(days=days) if days else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aged:
    """How many there are of a kind that are older than its rule, and when the oldest was new."""

    kind: DataKind
    count: int
    oldest: datetime | None = None


class Personal(StrEnum):
    """How much a table says about people."""

    NOTHING = "nothing"
    IDS = "ids"
    """Only our own numbers for people."""
    DETAILS = "details"
    """Names, addresses, or facts about somebody."""
    TEXT = "text"
    """What somebody has written in their own words, besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What a table holds."""

    kinds: tuple[DataKind, ...]
    personal: Personal = Personal.NOTHING
