"""Matters: what somebody has asked of somebody else about the plan, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from domain.calendar import WorkCalendar
from domain.people import Person, PersonId, Role
from domain.plan import PlanActivityId
from domain.report.seal import Seal
from domain.rounds import CLOSING_TIME, FollowUpRound, FollowUpRoundId
from domain.worklist import WorkItem

MatterId = NewType("MatterId", int)

LONGEST_REASON = 500
# Whoever is asked to take over has this long; then the question goes on to the strategists.
WORKING_DAYS_TO_RESPOND = 5
# What an owner who needs more time may choose among, besides all the time there is.
MORE_WORKING_DAYS = (2, 5, 10)


class MatterKind(StrEnum):
    """What a matter is about."""

    HANDOVER = "handover"
    """Somebody is asked to own a plan activity instead of its owner."""
    CO_OWNER = "co_owner"
    """Somebody has been made co-owner, and is told so."""
    MORE_TIME = "more_time"
    """An owner asks the strategists for a later deadline."""
    ANSWERED_FOR = "answered_for"
    """A strategist has answered instead of the owner, who is told so."""
    STANDS_IN = "stands_in"
    """Somebody will be away for `days` days through `until`, and whoever stands in is told so."""
    RECOGNISED = "recognised"
    """A strategist has said who somebody is whom nobody knew, and they are greeted."""
    REOPENED = "reopened"
    """A strategist has opened a closed round again, and whoever has its summary is told so."""
    APPROVED = "approved"
    """The director has approved a version of the report, and the strategists are told so."""
    QUESTION = "question"
    """Whoever reads the summary asks the owner about a plan activity (`domain.questions`)."""


class MatterState(StrEnum):
    """Where a matter stands. The first two are open, the others final."""

    ASKED = "asked"
    WITH_STRATEGIST = "with_strategist"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DECIDED = "decided"
    """A strategist has given the plan activity to somebody."""
    KEPT = "kept"
    """A strategist has decided that it stays where it is."""
    GRANTED = "granted"
    REFUSED = "refused"
    REPLIED = "replied"
    """A question has its reply."""
    TOLD = "told"
    """There was nothing to decide."""
    WITHDRAWN = "withdrawn"
    """Taken back by whoever asked, or overtaken by something else."""


OPEN_STATES = frozenset({MatterState.ASKED, MatterState.WITH_STRATEGIST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One matter. `person_id` is whose it is, `counterpart_id` who is asked when it is one person.

    `until` is the deadline that is asked for, and the one that was granted when it has been; for a question
    it is the day when whoever is asked is reminded. A question that nobody could be reached with has no
    `respond_by`.
    """

    matter_id: MatterId
    kind: MatterKind
    state: MatterState
    follow_up_round_id: FollowUpRoundId
    person_id: PersonId
    asked_by: PersonId
    asked_at: datetime
    plan_activity_id: PlanActivityId | None = None
    counterpart_id: PersonId | None = None
    reason: str = ""
    days: int | None = None
    until: date | None = None
    respond_by: datetime | None = None
    reply: str = ""
    settled_by: PersonId | None = None
    settled_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody is still to take a stand."""
        return self.state in OPEN_STATES

    @property
    def is_for_strategists(self) -> bool:
        """Whether it is the strategists who are to take that stand."""
        return self.state is MatterState.WITH_STRATEGIST or (
            self.is_open and self.kind is MatterKind.MORE_TIME
        )

    @property
    def askers(self) -> frozenset[PersonId]:
        """Whose matter it is, and whoever asked for them."""
        return frozenset({self.person_id, self.asked_by})

    @property
    def involved(self) -> frozenset[PersonId]:
        """Everybody who is named in it."""
        others = {each for each in (self.counterpart_id, self.settled_by) if each is not None}
        return self.askers | others


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A matter with what its card needs: the round, the item (None when it has left the plan) and names.

    `outstanding` is how much the person whose matter it is has left to answer, `seal` what was approved.
    """

    matter: Matter
    follow_up_round: FollowUpRound
    item: WorkItem | None = None
    names: Mapping[PersonId, str] = field(default_factory=dict)
    outstanding: int = 0
    seal: Seal | None = None

    def name(self, person_id: PersonId | None) -> str:
        """The person's name; "" for nobody."""
        return self.names.get(person_id, "") if person_id is not None else ""


class Part(StrEnum):
    """Which part somebody has in a matter; it decides what they read and may press."""

    ASKED = "asked"
    ASKER = "asker"
    STRATEGIST = "strategist"
    BYSTANDER = "bystander"


def part_of(matter: Matter, reader: Person) -> Part:
    """The part that the reader has. Whoever may grant time reads that question as the one who is asked."""
    is_strategist = Role.STRATEGIST in reader.roles
    if matter.kind is MatterKind.MORE_TIME and matter.is_open and is_strategist:
        return Part.STRATEGIST
    if reader.person_id == matter.counterpart_id:
        return Part.ASKED
    if reader.person_id in matter.askers:
        return Part.ASKER
    return Part.STRATEGIST if is_strategist else Part.BYSTANDER


def still_concerns(matter: Matter, reader: Person) -> bool:
    """Whether a message that has not gone out yet has anything to tell the reader still.

    A question that was settled before it reached anybody is not brought to whoever was to answer it.
    """
    if matter.state is MatterState.WITHDRAWN:
        return False
    part = part_of(matter, reader)
    return part is not Part.BYSTANDER and (part is not Part.ASKED or matter.state is not MatterState.KEPT)


def overtaken(
    matter: Matter, at: datetime, *, owner_id: PersonId | None, can_answer: bool, is_round_open: bool
) -> MatterState | None:
    """The state that time and other people's doings have brought an open matter to; None when it stays.

    `owner_id` owns the plan activity now (nobody when it has left the plan), `can_answer` says whether
    whoever is asked is still in the plan and has been reached.
    """
    if matter.kind is MatterKind.MORE_TIME:
        return None if is_round_open else MatterState.WITHDRAWN
    if owner_id != matter.person_id:
        return MatterState.WITHDRAWN
    if matter.state is not MatterState.ASKED:
        return None
    is_late = matter.respond_by is not None and matter.respond_by <= at
    return MatterState.WITH_STRATEGIST if is_late or not can_answer else None


def respond_by(at: datetime, calendar: WorkCalendar) -> datetime:
    """When the question goes on to the strategists, if nobody has answered it (UTC)."""
    day = calendar.add_working_days(calendar.local_day(at), WORKING_DAYS_TO_RESPOND)
    return calendar.instant(day, CLOSING_TIME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A later deadline that may be asked for: so many working days more."""

    days: int
    until: date


def extensions(
    follow_up_round: FollowUpRound, due_by: date, on: date, calendar: WorkCalendar
) -> list[Extension]:
    """What may be asked for on a day, the shortest first; the last is all the time there is.

    Days are counted from the deadline, or from the day itself once it has passed. None when the round closes
    before another working day.
    """
    start, last = max(due_by, on), last_day(follow_up_round, calendar)
    if last <= start:
        return []
    found = {calendar.add_working_days(start, days) for days in MORE_WORKING_DAYS}
    ends = sorted({day for day in found if day < last} | {last})
    longer = [Extension(days=calendar.working_days_between(start, end), until=end) for end in ends]
    return [each for each in longer if each.days > 0]


def last_day(follow_up_round: FollowUpRound, calendar: WorkCalendar) -> date:
    """The day on which the round closes: nobody can be given more time than that."""
    return calendar.local_day(follow_up_round.closes_at)


def may_grant(follow_up_round: FollowUpRound, until: date, on: date, calendar: WorkCalendar) -> bool:
    """Whether that day can be somebody's own deadline: later than the round's, not past, and in time."""
    return follow_up_round.deadline < until and on <= until <= last_day(follow_up_round, calendar)
