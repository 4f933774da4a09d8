"""Owners who cannot go on into the plan of a new year, since they have left."""

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.directory import HAS_LEFT, DirectoryState
from domain.people import PersonId, Role
from domain.plan_file.entries import PlanActivityEntry, PlanFile
from domain.worklist import WorkItem


class WhyGone(StrEnum):
    """How we know that somebody has left."""

    NOT_IN_PLAN = "not_in_plan"
    ACCOUNT_CLOSED = "account_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownerless:
    """A plan activity that needs somebody new to own it, and why."""

    item: WorkItem
    why: WhyGone


def ownerless(
    items: Collection[WorkItem], people: Container[PersonId], directory: Mapping[PersonId, DirectoryState]
) -> tuple[Ownerless, ...]:
    """Those whose owner is not among the `people` of the plan, or has no account any longer."""
    found = ((item, _why(item.plan_activity.owner_id, people, directory)) for item in items)
    return tuple(Ownerless(item=item, why=why) for item, why in found if why is not None)


def _why(
    person_id: PersonId, people: Container[PersonId], directory: Mapping[PersonId, DirectoryState]
) -> WhyGone | None:
    if person_id not in people:
        return WhyGone.NOT_IN_PLAN
    return WhyGone.ACCOUNT_CLOSED if directory.get(person_id) in HAS_LEFT else None


def without_leavers(plan_file: PlanFile, leaving: Container[str]) -> PlanFile:
    """The plan without owners and co-owners who have left, so that somebody new must be chosen.

    They are those with the addresses `leaving`, and those who are not among the file's people. Whoever is
    somebody's deputy or more than an owner is kept among the people, for the strategists to settle.
    """
    here = {each.email for each in plan_file.people if each.email not in leaving}
    deputies = {each.deputy for each in plan_file.people if each.email in here}
    return replace(
        plan_file,
        people=tuple(
            each
            for each in plan_file.people
            if each.email in here | deputies or not set(each.roles) <= {Role.OWNER}
        ),
        plan_activities=tuple(_without(each, here) for each in plan_file.plan_activities),
    )


def _without(entry: PlanActivityEntry, here: Container[str]) -> PlanActivityEntry:
    return replace(
        entry,
        owner=entry.owner if entry.owner in here else "",
        co_owners=tuple(each for each in entry.co_owners if each in here),
    )
