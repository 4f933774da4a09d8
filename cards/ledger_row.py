"""One message in the delivery ledger as it stands on the card, and why it did not arrive."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cards import delivery_words
from cards.card import JsonValue
from cards.plain_text import LONGEST_NAME, excerpt
from cards.words import Words
from domain.again import obstacle_is_gone
from domain.contact import ContactState
from domain.deliveries import FailureReason
from domain.ledger import LedgerEntry, Place

# What IT will want to know the code of; the others say enough by themselves.
FOR_IT = frozenset({FailureReason.REJECTED, FailureReason.TOO_LARGE, FailureReason.FAULT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person as the template wants it; `why` are sentences, `when` is short enough to stand beside.

    A tap on it asks for `verb`, which `tap` says in a word or two; with no `data` there is nothing to tap.
    """

    name: str
    when: str = ""
    unit: str = ""
    why: Sequence[str] = ()
    tap: str = ""
    tooltip: str = ""
    verb: str = ""
    data: dict[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Everybody on the page whose reminder is in the same place. `again` is what sending again carries."""

    heading: str
    rows: Sequence[Row] = ()
    again: dict[str, JsonValue] = field(default_factory=dict)
    lines: Sequence[str] = ()


def why(
    entry: LedgerEntry, words: Words, at: datetime, *, is_open: bool, contact: ContactState | None
) -> list[str]:
    """Why it has not arrived and what helps. `contact` tells where the person can be reached today."""
    if entry.place is Place.HELD_UP:
        when = delivery_words.due(entry.not_before, at, words)
        return [delivery_words.try_again(entry.failure, when, words)]
    reason = delivery_words.reason(entry.failure, words)
    if entry.code and entry.failure in FOR_IT:
        reason = f"{reason} ({excerpt(entry.code, LONGEST_NAME)})"
    # When nobody can answer any longer, nobody needs to do anything about it.
    return [reason, _remedy(entry, contact, words)] if is_open else [reason]


def to_deputy(entry: LedgerEntry, words: Words) -> list[str]:
    """Who got it instead; nothing when nobody did."""
    recipient = excerpt(entry.recipient, LONGEST_NAME)
    return [words.say("Went to the deputy {name}.", name=recipient)] if recipient else []


def _remedy(entry: LedgerEntry, contact: ContactState | None, words: Words) -> str:
    if entry.failure and obstacle_is_gone(entry.failure, contact):
        return words.say("It is in place again: send again.")
    return delivery_words.remedy(entry.failure, words)
