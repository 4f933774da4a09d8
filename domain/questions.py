"""A question back: somebody who reads the summary asks whoever is responsible for one plan activity."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from domain.answers import Progress
from domain.calendar import WorkCalendar
from domain.contact import ContactPoint, ContactState
from domain.matters import LONGEST_REASON, Dossier, Matter, MatterState, Part
from domain.people import Person, PersonId, Role, stand_in
from domain.plan import PlanActivity
from domain.rounds import FollowUpRound
from domain.worklist import WorkItem

LONGEST_QUESTION = LONGEST_REASON
LONGEST_REPLY = 1_000
# Whoever is asked is reminded once after this long; two working days later the strategists are asked.
WORKING_DAYS_TO_REMINDER = 3
REMINDED_AT = time(9)


class ReadyMade(StrEnum):
    """Questions that need not be written."""

    BACK_ON_TRACK = "on_track"
    DECISION = "decision"
    NEW_END = "new_end"
    WHEN_DONE = "when_done"
    WHY_DROPPED = "why_dropped"
    TAKE_UP_AGAIN = "take_up_again"
    WHEN_BEGUN = "when_begun"
    NEEDED_TO_BEGIN = "needed"
    NEXT_STEP = "next_step"
    HELP = "help"
    EFFECT = "effect"
    LESSON = "lesson"
    HOW = "how"
    WHEN_ANSWERED = "when_answered"


def fitting(item: WorkItem) -> tuple[ReadyMade, ...]:
    """The questions that what was answered gives rise to, the most usual first."""
    statement = item.answer.statement if item.answer else None
    match statement.progress if statement else None:
        case Progress.DELAYED:
            end = ReadyMade.NEW_END if statement and statement.new_end else ReadyMade.WHEN_DONE
            return ReadyMade.BACK_ON_TRACK, ReadyMade.DECISION, end
        case Progress.DROPPED:
            return ReadyMade.WHY_DROPPED, ReadyMade.TAKE_UP_AGAIN, ReadyMade.DECISION
        case Progress.NOT_STARTED:
            return ReadyMade.WHEN_BEGUN, ReadyMade.NEEDED_TO_BEGIN, ReadyMade.DECISION
        case Progress.ON_TRACK:
            return ReadyMade.NEXT_STEP, ReadyMade.HELP, ReadyMade.DECISION
        case Progress.DONE:
            return ReadyMade.EFFECT, ReadyMade.LESSON
        case None:
            return ReadyMade.HOW, ReadyMade.WHEN_ANSWERED, ReadyMade.HELP


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One question and what was replied, with names. `asked_of` is who is responsible now.

    `follow_up_round` is the one whose summary it was asked from.
    """

    matter: Matter
    asked_by: str
    asked_of: str
    replied_by: str
    follow_up_round: FollowUpRound


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Somebody who gets the question, from when on, and for whom if not for themselves."""

    person: Person
    stands_in_for: Person | None
    from_when: datetime
    is_reachable: bool


def responsible(plan_activity: PlanActivity, askers: Collection[PersonId]) -> frozenset[PersonId]:
    """Those who are asked: the owner and the co-owners, but nobody asks themselves."""
    return frozenset({plan_activity.owner_id, *plan_activity.co_owner_ids}) - frozenset(askers)


def addressees(
    plan_activity: PlanActivity,
    askers: Collection[PersonId],
    people: Mapping[PersonId, Person],
    contacts: Mapping[PersonId, ContactPoint],
    *,
    at: datetime,
    calendar: WorkCalendar,
) -> tuple[Addressee, ...]:
    """Who would get a question now, the owner first; those who have left the plan get none."""
    wanted = sorted(
        responsible(plan_activity, askers), key=lambda each: (each != plan_activity.owner_id, each)
    )
    found = []
    for person in (people[each] for each in wanted if each in people):
        gets_it = _gets_it(person, plan_activity, askers, calendar.local_day(at), people)
        if gets_it is None:
            continue
        contact = contacts.get(gets_it.person_id)
        found.append(
            Addressee(
                person=gets_it,
                stands_in_for=None if gets_it is person else person,
                from_when=calendar.within(gets_it.hours).next_open(at),
                is_reachable=contact is not None and contact.state is ContactState.ACTIVE,
            )
        )
    return tuple(found)


def addressee(dossier: Dossier, reader: Person, on: date, people: Mapping[PersonId, Person]) -> Person | None:
    """In whose chat the reader's card is shown that day; None when that person gets one anyway."""
    if dossier.item is None or part_of(dossier, reader) is not Part.ASKED:
        return reader
    return _gets_it(reader, dossier.item.plan_activity, dossier.matter.askers, on, people)


def _gets_it(
    person: Person,
    plan_activity: PlanActivity,
    askers: Collection[PersonId],
    on: date,
    people: Mapping[PersonId, Person],
) -> Person | None:
    other = stand_in(person, on, people)
    if other.person_id == person.person_id or other.person_id in askers:
        return person
    return None if plan_activity.is_owned_by(other.person_id) else other


def part_of(dossier: Dossier, reader: Person) -> Part:
    """The part that the reader has: whoever asked never replies, and those who own it now are asked."""
    matter, item = dossier.matter, dossier.item
    if reader.person_id in matter.askers:
        return Part.ASKER
    is_theirs = (
        item.plan_activity.is_owned_by(reader.person_id)
        if item
        else reader.person_id == matter.counterpart_id
    )
    if is_theirs:
        return Part.ASKED
    return Part.STRATEGIST if Role.STRATEGIST in reader.roles else Part.BYSTANDER


def concerns(dossier: Dossier, reader: Person) -> bool:
    """Whether a message that has not gone out yet has anything to tell the reader still."""
    matter = dossier.matter
    match part_of(dossier, reader):
        case Part.ASKER:
            # Whoever takes it back knows; what the plan has overtaken they are told.
            return matter.state is not MatterState.WITHDRAWN or matter.settled_by is None
        case Part.ASKED:
            return matter.is_open
        case Part.STRATEGIST:
            return matter.state is MatterState.WITH_STRATEGIST
        case Part.BYSTANDER:
            return False


@dataclass(frozen=True, slots=True)
class GoOn:
    """The question comes to that state."""

    state: MatterState


@dataclass(frozen=True, slots=True)
class Follow:
    """Somebody else owns the plan activity now, and is asked instead."""

    owner_id: PersonId


def overtaken(
    question: Matter, at: datetime, *, owner_id: PersonId | None, can_answer: bool
) -> GoOn | Follow | None:
    """What time and other people's doings have made of an open question; None when it stays.

    `owner_id` owns the plan activity now (nobody when it has left the plan), `can_answer` says whether
    whoever is asked is still in the plan and somebody has been reached.
    """
    if owner_id is None or owner_id in question.askers:
        return GoOn(MatterState.WITHDRAWN)
    if owner_id != question.counterpart_id:
        return Follow(owner_id)
    if question.state is not MatterState.ASKED:
        return None
    is_late = question.respond_by is not None and question.respond_by <= at
    return GoOn(MatterState.WITH_STRATEGIST) if is_late or not can_answer else None


def reminded_at(at: datetime, calendar: WorkCalendar) -> datetime:
    """When whoever is asked is reminded, if nobody has replied by then (UTC)."""
    day = calendar.add_working_days(calendar.local_day(at), WORKING_DAYS_TO_REMINDER)
    return calendar.instant(day, REMINDED_AT)
