"""Who may do what; roles come from the plan, never from what a card sends."""

from collections.abc import Mapping
from datetime import date

from domain.people import OrgUnitId, Person, PersonId, Role, stand_in
from domain.plan import PlanActivity

EVERYBODY = frozenset(Role)
STRATEGISTS = frozenset({Role.STRATEGIST})
IMPORTERS = frozenset({Role.STRATEGIST, Role.ADMIN})
READERS_OF_SUMMARY = frozenset({Role.STRATEGIST, Role.DIRECTOR})
SEALERS = frozenset({Role.DIRECTOR})
# Whoever reads what was answered may ask about it.
QUESTIONERS = READERS_OF_SUMMARY


def has_any(person: Person, allowed: frozenset[Role]) -> bool:
    """Whether one of the person's roles is among those allowed."""
    return bool(person.roles & allowed)


def may_answer_for_others(person: Person) -> bool:
    """Strategists may answer instead of anybody, if they say why."""
    return has_any(person, STRATEGISTS)


def may_see_unit(person: Person, org_unit_id: OrgUnitId, on: date, people: Mapping[PersonId, Person]) -> bool:
    """Whether somebody may see what a whole unit has left: its managers, their deputies, strategists."""
    if has_any(person, STRATEGISTS):
        return True
    managers = [each for each in people.values() if leads(each, org_unit_id)]
    return any(may_see_worklist(person, manager, on, people) for manager in managers)


def leads(person: Person, org_unit_id: OrgUnitId) -> bool:
    """Whether somebody is a manager of the unit."""
    return Role.MANAGER in person.roles and person.org_unit_id == org_unit_id


def may_see_worklist(person: Person, owner: Person, on: date, people: Mapping[PersonId, Person]) -> bool:
    """One's own list, or that of somebody one stands in for today."""
    return person.person_id == owner.person_id or (
        owner.is_away(on) and stand_in(owner, on, people).person_id == person.person_id
    )


def may_answer(
    person: Person, plan_activity: PlanActivity, on: date, people: Mapping[PersonId, Person]
) -> bool:
    """Owners and co-owners may answer, and whoever stands in for one of them today."""
    responsible = {plan_activity.owner_id, *plan_activity.co_owner_ids}
    return any(
        may_see_worklist(person, people[person_id], on, people)
        for person_id in responsible
        if person_id in people
    )
