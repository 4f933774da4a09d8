"""What became of a round's escalation: which managers were told, and which units have nobody to tell."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.calendar import WorkCalendar
from domain.escalation import escalates_at, unled
from domain.ledger import LedgerEntry
from domain.people import OrgUnitId, Person, PersonId, Role
from domain.plan import OrgUnit
from domain.rounds import FollowUpRound
from domain.worklist import WorkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldManager:
    """One manager's latest message, with how many plan activities their unit has left now."""

    entry: LedgerEntry
    org_unit_id: OrgUnitId | None
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tellings:
    """The escalation of one round. `at` is when it begins (UTC), None when it never does.

    The `untold` lead a unit with something left and have no message; the `unled` are such units without a
    manager.
    """

    at: datetime | None = None
    told: tuple[ToldManager, ...] = ()
    untold: tuple[Person, ...] = ()
    unled: tuple[OrgUnit, ...] = ()

    def has_come(self, at: datetime) -> bool:
        """Whether the time to tell the managers has come."""
        return self.at is not None and self.at <= at


def tellings(
    follow_up_round: FollowUpRound,
    entries: Sequence[LedgerEntry],
    items: Collection[WorkItem],
    people: Mapping[PersonId, Person],
    calendar: WorkCalendar,
) -> Tellings:
    """Put the messages to managers together with what their units have left; those not reached come first."""
    left = [item for item in items if not item.is_answered]
    written_to = {entry.person_id for entry in entries}
    told = [_told(entry, left, people) for entry in entries]
    told.sort(key=lambda each: (each.entry.place, each.entry.org_unit, each.entry.person))
    untold = [
        each
        for each in people.values()
        if Role.MANAGER in each.roles and each.person_id not in written_to and _left(each.org_unit_id, left)
    ]
    is_planned = follow_up_round.escalation is not None
    return Tellings(
        at=escalates_at(follow_up_round, calendar),
        told=tuple(told),
        untold=tuple(sorted(untold, key=lambda each: each.name)) if is_planned else (),
        unled=unled(left, people.values()) if is_planned else (),
    )


def _told(entry: LedgerEntry, left: Collection[WorkItem], people: Mapping[PersonId, Person]) -> ToldManager:
    manager = people.get(entry.person_id)
    org_unit_id = manager.org_unit_id if manager else None
    return ToldManager(entry=entry, org_unit_id=org_unit_id, left=_left(org_unit_id, left))


def _left(org_unit_id: OrgUnitId | None, left: Collection[WorkItem]) -> int:
    return sum(item.org_unit.org_unit_id == org_unit_id for item in left)
