"""The open escalation: on a day after the deadline, each unit's managers are told what is outstanding."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.calendar import WorkCalendar
from domain.contact import ContactState
from domain.people import OrgUnitId, Person, PersonId, Role
from domain.plan import OrgUnit
from domain.reminders import NO_DEADLINES, OwnDeadline
from domain.rounds import FollowUpRound
from domain.worklist import WorkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """Somebody who has not answered, with what. `contact` is None when the bot has never been installed."""

    person_id: PersonId
    name: str
    items: tuple[WorkItem, ...]
    away_until: date | None = None
    contact: ContactState | None = ContactState.ACTIVE
    days_late: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """What one unit has outstanding on a day after the deadline, by owner."""

    org_unit: OrgUnit
    follow_up_round: FollowUpRound
    silent: tuple[Silent, ...]

    @property
    def outstanding(self) -> int:
        """How many plan activities have no answer."""
        return sum(len(each.items) for each in self.silent)


def escalates_at(follow_up_round: FollowUpRound, calendar: WorkCalendar) -> datetime | None:
    """When the managers are told (UTC): never before the deadline has passed; None when they never are."""
    step = follow_up_round.escalation
    if step is None or step.working_days <= 0:
        return None
    return step.instant(follow_up_round.deadline, calendar)


def told_on(follow_up_round: FollowUpRound, due_by: date, calendar: WorkCalendar) -> date | None:
    """The day on which managers are told of whoever has until `due_by`; None when that is never."""
    step, when = follow_up_round.escalation, escalates_at(follow_up_round, calendar)
    if step is None or when is None:
        return None
    day = max(calendar.local_day(when), calendar.add_working_days(due_by, 1))
    return day if calendar.instant(day, step.at) < follow_up_round.closes_at else None


def is_due(follow_up_round: FollowUpRound, at: datetime, calendar: WorkCalendar) -> bool:
    """Whether the time has come, in a round that still takes answers."""
    when = escalates_at(follow_up_round, calendar)
    return when is not None and follow_up_round.is_open and when <= at < follow_up_round.closes_at


def escalation_key(follow_up_round: FollowUpRound, manager_id: PersonId) -> str:
    """Once for each manager and deadline: a round that was given longer escalates anew."""
    day = follow_up_round.deadline.isoformat()
    return f"escalation:{follow_up_round.follow_up_round_id}:{manager_id}:{day}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationDecision:
    """One manager is to be told once; `key` is unique."""

    manager_id: PersonId
    key: str
    not_before: datetime


def due_managers(
    follow_up_round: FollowUpRound,
    items: Iterable[WorkItem],
    managers: Mapping[OrgUnitId, tuple[Person, ...]],
    at: datetime,
    calendar: WorkCalendar,
    *,
    own_deadlines: Mapping[PersonId, OwnDeadline] = NO_DEADLINES,
) -> list[EscalationDecision]:
    """The managers to tell now: those of the units where something is overdue."""
    if not is_due(follow_up_round, at, calendar):
        return []
    late = overdue(items, calendar.local_day(at), own_deadlines)
    return [
        EscalationDecision(
            manager_id=manager.person_id,
            key=escalation_key(follow_up_round, manager.person_id),
            not_before=calendar.next_open(at),
        )
        for org_unit_id in sorted({item.org_unit.org_unit_id for item in late})
        for manager in managers.get(org_unit_id, ())
    ]


def overdue(
    items: Iterable[WorkItem], on: date, own_deadlines: Mapping[PersonId, OwnDeadline] = NO_DEADLINES
) -> tuple[WorkItem, ...]:
    """What has no answer although its owner's last day has passed, the round's or a later one."""
    return tuple(
        item
        for item in items
        if not item.is_answered and not _has_longer(item.plan_activity.owner_id, on, own_deadlines)
    )


def unled(items: Iterable[WorkItem], people: Iterable[Person]) -> tuple[OrgUnit, ...]:
    """The items' units that have no manager, by name: nobody is told of what is missing there."""
    led = {person.org_unit_id for person in people if Role.MANAGER in person.roles}
    units = {item.org_unit.org_unit_id: item.org_unit for item in items}
    found = [org_unit for org_unit_id, org_unit in units.items() if org_unit_id not in led]
    return tuple(sorted(found, key=lambda each: each.name))


def escalation(
    follow_up_round: FollowUpRound,
    org_unit: OrgUnit,
    items: Collection[WorkItem],
    *,
    people: Mapping[PersonId, Person],
    contacts: Mapping[PersonId, ContactState],
    own_deadlines: Mapping[PersonId, OwnDeadline],
    on: date,
) -> Escalation:
    """One unit's part of the round's items, whoever has most outstanding first."""
    by_owner: dict[PersonId, list[WorkItem]] = {}
    theirs = (item for item in items if item.org_unit.org_unit_id == org_unit.org_unit_id)
    for item in overdue(theirs, on, own_deadlines):
        by_owner.setdefault(item.plan_activity.owner_id, []).append(item)
    silent = [
        Silent(
            person_id=owner_id,
            name=owned[0].owner_name,
            items=tuple(owned),
            away_until=_away_until(people.get(owner_id), on),
            contact=contacts.get(owner_id),
            days_late=(on - _last_day(owner_id, follow_up_round, own_deadlines)).days,
        )
        for owner_id, owned in by_owner.items()
    ]
    silent.sort(key=lambda each: (-len(each.items), each.name))
    return Escalation(org_unit=org_unit, follow_up_round=follow_up_round, silent=tuple(silent))


def _has_longer(owner_id: PersonId, on: date, own_deadlines: Mapping[PersonId, OwnDeadline]) -> bool:
    own = own_deadlines.get(owner_id)
    return own is not None and on <= own.day


def _last_day(
    owner_id: PersonId, follow_up_round: FollowUpRound, own_deadlines: Mapping[PersonId, OwnDeadline]
) -> date:
    own = own_deadlines.get(owner_id)
    return max(own.day, follow_up_round.deadline) if own else follow_up_round.deadline


def _away_until(person: Person | None, on: date) -> date | None:
    return person.absence.last_day if person and person.absence and person.is_away(on) else None
