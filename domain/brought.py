"""Answers that were given in another system: what it says of each, and what becomes of it here."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from domain.answer_form import FieldFault, FormFields, prefilled, texts_of, typed_in
from domain.answers import Answer, AnswerId
from domain.doubts import Doubt
from domain.rounds import FollowUpRoundId, RoundState

LONGEST_EXTERNAL_ID = 100
ANY_ANSWER = AnswerId(-1)
LINES = frozenset("\n\t")
# Halves of characters, which JSON can hold and no encoding can.
SURROGATES = "\ud800", "\udfff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A system that brings answers: what is always the same about it, and what people call it."""

    client_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """One answer as another system has it, in texts like those that are typed in the form.

    `external_id` is what the system calls the answer, and `number` the plan activity's. `answered_by` is an
    e-mail address or an Entra object id, "" when only the system is to be named, and `given_at` when it was
    given there. Doubts that are `acknowledged` are not asked about. With `based_on` it counts only while one
    of those is the latest answer (0 for none, `ANY_ANSWER` for any), and `unless_same` passes over what says
    the same as the latest. A system that `knows` only of some fields leaves the others as they are.
    """

    external_id: str
    number: str
    form: FormFields
    answered_by: str = ""
    given_at: datetime | None = None
    acknowledged: bool = False
    based_on: frozenset[AnswerId] | None = None
    unless_same: bool = False
    knows: frozenset[str] | None = None


class BroughtFault(StrEnum):
    """What is wrong with what says whose an answer is, which and when; or with a text that is none."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"
    UNKNOWN_PERSON = "unknown_person"
    NOT_THEIRS = "not_theirs"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_LAST_TIME = "before_last_time"


class ConflictKind(StrEnum):
    """What stands against an answer that is right in itself."""

    EXTERNAL_ID_TAKEN = "external_id_taken"
    """The system has brought something else under that id."""
    NEWER_ANSWER = "newer_answer"
    """Somebody has answered after this was given."""
    CHANGED_MEANWHILE = "changed_meanwhile"
    """The latest answer is not the one that it is based on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """It is an answer now."""

    answer_id: AnswerId


@dataclass(frozen=True, slots=True, kw_only=True)
class SameAsBefore:
    """It was one already: this was brought before, or says what the latest answer says."""

    answer_id: AnswerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """It is not saved; `answer_id` is the answer that stands against it, None where there is none."""

    kind: ConflictKind
    answer_id: AnswerId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """It is not saved: what is wrong, by the names of `FormFields` and `Brought`."""

    faults: Mapping[str, FieldFault | BroughtFault]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubted:
    """It is not saved until the system says that what may be wrong is meant."""

    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotOpen:
    """The round takes no answers, yet or any longer."""

    state: RoundState


@dataclass(frozen=True, slots=True)
class UnknownRound:
    """There is no such round."""


@dataclass(frozen=True, slots=True)
class UnknownPlanActivity:
    """The round's plan has nothing with that number."""


Outcome = Saved | SameAsBefore | Conflict | Refused | Doubted | NotOpen | UnknownRound | UnknownPlanActivity


def is_well(outcome: Outcome) -> bool:
    """Whether the answer is here, now or before."""
    return isinstance(outcome, Saved | SameAsBefore)


def tidied(brought: Brought) -> Brought:
    """With lines that end as ours do and nothing empty around the texts."""
    texts = {name: "\n".join(text.splitlines()).strip() for name, text in asdict(brought.form).items()}
    return replace(
        brought,
        number=brought.number.strip(),
        answered_by=brought.answered_by.strip(),
        form=FormFields(**texts),
    )


def own_faults(brought: Brought, at: datetime) -> dict[str, FieldFault | BroughtFault]:
    """What is wrong with an answer whatever it is about."""
    faults: dict[str, FieldFault | BroughtFault] = {
        name: BroughtFault.NOT_TEXT for name, text in texts_of(brought.form).items() if not _is_text(text)
    }
    identity = brought.external_id
    if not identity.strip():
        faults["external_id"] = BroughtFault.MISSING
    elif len(identity) > LONGEST_EXTERNAL_ID:
        faults["external_id"] = BroughtFault.TOO_LONG
    elif not identity.isprintable():
        faults["external_id"] = BroughtFault.NOT_TEXT
    if not brought.answered_by.isprintable():
        faults["answered_by"] = BroughtFault.UNKNOWN_PERSON
    if brought.given_at is not None and brought.given_at > at:
        faults["given_at"] = BroughtFault.IN_THE_FUTURE
    return faults


def why_not_now(brought: Brought, latest: Answer | None, at: datetime) -> ConflictKind | None:
    """What stands against it in the latest answer of the round."""
    shown = latest.answer_id if latest else AnswerId(0)
    if not _is_based_on(shown, brought.based_on):
        return ConflictKind.CHANGED_MEANWHILE
    if latest is not None and latest.said_at > (brought.given_at or at):
        return ConflictKind.NEWER_ANSWER
    return None


def _is_based_on(shown: AnswerId, wanted: frozenset[AnswerId] | None) -> bool:
    return wanted is None or shown in wanted or (shown > 0 and ANY_ANSWER in wanted)


def merged(brought: Brought, latest: Answer | None) -> FormFields:
    """The form with what the system does not know of as it stands in the latest answer."""
    if brought.knows is None:
        return brought.form
    texts = texts_of(brought.form)
    return typed_in(prefilled(latest), {name: texts[name] for name in brought.knows if name in texts})


def fingerprint(brought: Brought, follow_up_round_id: FollowUpRoundId) -> str:
    """The same for the same answer about the same thing, however often it is brought."""
    given_at = brought.given_at.astimezone(UTC).isoformat() if brought.given_at else ""
    said = [
        follow_up_round_id,
        brought.number.casefold(),
        brought.answered_by.casefold(),
        given_at,
        texts_of(brought.form),
    ]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def submission_key(service: Service, external_id: str) -> str:
    """What makes an answer that is brought twice one answer, as short as the database wants it."""
    told = json.dumps([service.client_id, external_id]).encode()
    return f"brought:{sha256(told).hexdigest()}"


def _is_text(text: str) -> bool:
    """Whether every database can keep it, and every card show it."""
    return all((each >= " " or each in LINES) and not SURROGATES[0] <= each <= SURROGATES[1] for each in text)
