"""What would stop answers is found two weeks before the round opens, and told with what stops most first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.calendar import WorkCalendar
from domain.contact import ContactState
from domain.directory import Checked, DirectoryState
from domain.people import OrgUnitId, Person, PersonId, Role
from domain.plan import MeasureId
from domain.preflight import Crew, FindingKind, Preflight, is_due, preflight
from domain.rounds import ReminderStep, RoundState, preflight_at
from domain.white_spots import Adoption, PlanOutline
from domain.worklist import WorkItem
from tests.cards import givens

CALENDAR = WorkCalendar()
ROUND = givens.follow_up_round(RoundState.PLANNED)
UNIT, MEASURE = givens.org_unit(), givens.measure()
KARIN = givens.person(1)
HENRIK = replace(givens.person(2, "Henrik Ek"), roles=frozenset({Role.DIRECTOR}))
OUTLINE = PlanOutline(
    measures=(MEASURE,),
    org_units={UNIT.org_unit_id: UNIT},
    adoptions=(Adoption(measure_id=MeasureId(1), org_unit_id=OrgUnitId(1)),),
    focus_areas=(),
)
ITEM = givens.item(1)
ASKED = datetime(2023, 8, 7, 6, tzinfo=UTC)


def look_over(
    *people: Person,
    contact: ContactState | None = ContactState.ACTIVE,
    directory: DirectoryState | None = None,
    items: tuple[WorkItem, ...] = (ITEM,),
    escalates: bool = False,
    members: tuple[PersonId, ...] = (),
) -> Preflight:
    known = {each: Checked(state=DirectoryState.MEMBER, at=ASKED) for each in members}
    crew = Crew(
        people={each.person_id: each for each in people},
        contacts={KARIN.person_id: contact} if contact else {},
        directory={KARIN.person_id: Checked(state=directory, at=ASKED)} | known if directory else known,
    )
    step = ReminderStep(working_days=3) if escalates else None
    return preflight(replace(ROUND, escalation=step), OUTLINE, items, crew)


def kinds(view: Preflight) -> list[FindingKind]:
    return [finding.kind for finding in view.findings]


def test_when_everything_is_in_place_nothing_is_found() -> None:
    view = look_over(KARIN, HENRIK)

    assert (view.findings, view.owners, view.reachable) == ((), 1, 1)


@pytest.mark.parametrize(
    ("contact", "kind"),
    [
        (None, FindingKind.NOT_INSTALLED),
        (ContactState.UNINSTALLED, FindingKind.REMOVED),
        (ContactState.BLOCKED, FindingKind.BLOCKED),
    ],
)
def test_an_owner_who_cannot_be_written_to_is_found(contact: ContactState | None, kind: FindingKind) -> None:
    view = look_over(KARIN, HENRIK, contact=contact)

    assert (kinds(view), view.reachable) == ([kind], 0)
    assert view.findings[0].activities == 1


@pytest.mark.parametrize(
    ("directory", "kind"),
    [
        (DirectoryState.DISABLED, FindingKind.LEFT),
        (DirectoryState.GONE, FindingKind.LEFT),
        (DirectoryState.ELSEWHERE, FindingKind.ELSEWHERE),
        (DirectoryState.GUEST, FindingKind.GUEST),
        (DirectoryState.MEMBER, FindingKind.NOT_INSTALLED),
    ],
)
def test_what_the_directory_says_explains_why(directory: DirectoryState, kind: FindingKind) -> None:
    assert kinds(look_over(KARIN, HENRIK, contact=None, directory=directory)) == [kind]


def test_a_guest_who_has_the_app_is_no_trouble() -> None:
    assert kinds(look_over(KARIN, HENRIK, directory=DirectoryState.GUEST)) == []


def test_somebody_who_has_left_is_told_of_although_the_app_is_there() -> None:
    assert kinds(look_over(KARIN, HENRIK, directory=DirectoryState.DISABLED)) == [FindingKind.LEFT]


def test_an_owner_who_is_not_in_the_plan_any_longer_comes_first() -> None:
    view = look_over(HENRIK, escalates=True)

    assert kinds(view) == [FindingKind.NO_OWNER, FindingKind.NO_MANAGER]


def test_an_adopted_measure_without_an_activity_is_found() -> None:
    assert kinds(look_over(KARIN, HENRIK, items=())) == [FindingKind.NO_PLAN_ACTIVITY]


def test_a_unit_needs_a_manager_only_when_the_round_escalates() -> None:
    manager = replace(givens.person(3), roles=frozenset({Role.MANAGER}))

    assert kinds(look_over(KARIN, HENRIK, escalates=True)) == [FindingKind.NO_MANAGER]
    assert kinds(look_over(KARIN, HENRIK, manager, escalates=True)) == []
    assert kinds(look_over(KARIN, HENRIK)) == []


def test_without_a_director_nobody_gets_the_summary() -> None:
    assert kinds(look_over(KARIN)) == [FindingKind.NO_DIRECTOR]


def test_an_address_that_nobody_has_is_unknown_where_others_have_one_and_elsewhere_otherwise() -> None:
    colleague = replace(givens.person(3), email="maja@" + KARIN.email.partition("@")[2])
    stranger = replace(colleague, email="maja@another.example")

    def found(other: Person) -> list[FindingKind]:
        known = (other.person_id,)
        unknown = DirectoryState.UNKNOWN
        return kinds(look_over(KARIN, HENRIK, other, contact=None, directory=unknown, members=known))

    assert found(colleague) == [FindingKind.UNKNOWN]
    assert found(stranger) == [FindingKind.ELSEWHERE]


def test_it_is_said_when_the_directory_was_asked_and_about_how_many_it_was_not() -> None:
    never, asked = look_over(KARIN, HENRIK), look_over(KARIN, HENRIK, directory=DirectoryState.MEMBER)

    assert (never.checked_at, never.unchecked) == (None, 1)
    assert (asked.checked_at, asked.unchecked) == (ASKED, 0)


def test_it_comes_two_weeks_before_the_round_opens_and_not_after() -> None:
    at = preflight_at(ROUND, CALENDAR)

    assert CALENDAR.local_day(ROUND.opens_at) - CALENDAR.local_day(at) == timedelta(days=14)
    assert not is_due(ROUND, at - timedelta(minutes=1), CALENDAR)
    assert is_due(ROUND, at, CALENDAR)
    assert not is_due(ROUND, ROUND.opens_at, CALENDAR)
    assert not is_due(givens.follow_up_round(), at, CALENDAR)


def test_a_co_owner_is_to_answer_too() -> None:
    shared = replace(ITEM, plan_activity=replace(ITEM.plan_activity, co_owner_ids=frozenset({PersonId(2)})))

    assert look_over(KARIN, HENRIK, items=(shared,)).owners == 2
