"""What is noted of a turn while it goes on, by whoever knows it; without a turn nothing is noted."""

from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from cards.verbs import Verb
from dialogs.turn import (
    AddedToTeam,
    BotInstalled,
    BotRemoved,
    CardSubmitted,
    FileConsented,
    FileReceived,
    Incoming,
    Nothing,
    Refuse,
    RemovedFromTeam,
    Reply,
    TextSaid,
)
from domain.people import Person

VERBS = frozenset(verb.value for verb in Verb)
UNKNOWN_VERB = "unknown"


class TurnKind(StrEnum):
    """What a turn came from."""

    PRESS = "press"
    TEXT = "text"
    FILE = "file"
    INSTALLATION = "installation"
    OTHER = "other"


class Outcome(StrEnum):
    """How a turn went."""

    IGNORED = "ignored"
    """An event that is not for us."""
    MALFORMED = "malformed"
    """A press that cannot be understood."""
    SILENT = "silent"
    """There was nothing to say."""
    ANSWERED = "answered"
    REFUSED = "refused"
    """A polite no: not for that person, too old, already done."""
    FAILED = "failed"
    """Something went wrong with us, and the person was told so."""
    CRASHED = "crashed"
    """Not even that could be told: Teams got a 500."""


@dataclass(slots=True)
class TurnRecord:
    """One turn. People are told by the number that they have in the plan, never by name."""

    turn_id: str
    kind: TurnKind = TurnKind.OTHER
    name: str = "-"
    outcome: Outcome = Outcome.IGNORED
    person_id: int | None = None
    roles: str = ""
    error: str = ""


TURN: ContextVar[TurnRecord | None] = ContextVar("lageskoll.turn", default=None)


def heard(incoming: Incoming) -> None:
    """What came in."""
    if (record := TURN.get()) is not None:
        record.kind, record.name = _named(incoming)
        record.outcome = Outcome.SILENT


def malformed() -> None:
    """What came in cannot be understood."""
    if (record := TURN.get()) is not None:
        record.outcome = Outcome.MALFORMED


def recognised(person: Person) -> None:
    """Who it came from."""
    if (record := TURN.get()) is not None:
        record.person_id = person.person_id
        record.roles = ",".join(sorted(person.roles))


def commanded(command: str) -> None:
    """What was written is one of our commands."""
    if (record := TURN.get()) is not None:
        record.name = command


def refused() -> None:
    """Their roles do not allow it."""
    if (record := TURN.get()) is not None:
        record.outcome = Outcome.REFUSED


def answered(reply: Reply) -> None:
    """What we answer. Who has been refused is answered too, and was refused all the same."""
    record = TURN.get()
    if record is None or record.outcome is Outcome.REFUSED or isinstance(reply, Nothing):
        return
    record.outcome = Outcome.REFUSED if isinstance(reply, Refuse) else Outcome.ANSWERED


def failed(error: Exception) -> None:
    """It went wrong; the kind of the error is noted, what it says may be anything."""
    if (record := TURN.get()) is not None:
        record.outcome, record.error = Outcome.FAILED, type(error).__name__


def _named(incoming: Incoming) -> tuple[TurnKind, str]:
    match incoming:
        case CardSubmitted():
            return TurnKind.PRESS, incoming.verb if incoming.verb in VERBS else UNKNOWN_VERB
        case TextSaid():
            return TurnKind.TEXT, "free text"
        case FileReceived():
            return TurnKind.FILE, "file received"
        case FileConsented():
            return TurnKind.FILE, "file declined" if incoming.upload is None else "file accepted"
        case BotInstalled():
            return TurnKind.INSTALLATION, "installed"
        case BotRemoved():
            return TurnKind.INSTALLATION, "removed"
        case AddedToTeam():
            return TurnKind.INSTALLATION, "added to team"
        case RemovedFromTeam():
            return TurnKind.INSTALLATION, "removed from team"
        case _:
            assert_never(incoming)
