"""Which questions fit an answer, who is asked, and what becomes of a question that waits."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.answers import Progress
from domain.calendar import WorkCalendar
from domain.matters import MatterKind, MatterState, Part
from domain.people import Absence, PersonId, Role
from domain.questions import (
    Follow,
    GoOn,
    ReadyMade,
    addressees,
    concerns,
    fitting,
    overtaken,
    part_of,
    reminded_at,
)
from tests.cards import givens
from tests.cards.matter_gallery import DEPUTY, OWNER, STRATEGIST, SUCCESSOR, dossier

CALENDAR = WorkCalendar()
AT = datetime(2023, 9, 1, 9, tzinfo=UTC)  # a Friday
ASKED = dossier(
    MatterKind.QUESTION, MatterState.ASKED, person_id=DEPUTY, asked_by=DEPUTY, counterpart_id=OWNER
)


@pytest.mark.parametrize("progress", Progress)
def test_there_are_two_or_three_questions_for_every_state(progress: Progress) -> None:
    assert 2 <= len(fitting(givens.item(1, givens.statement(progress)))) <= 3


def test_a_new_end_date_is_asked_about_where_there_is_one() -> None:
    delayed = givens.statement(Progress.DELAYED)
    moved = replace(delayed, new_end=date(2024, 3, 1))

    assert ReadyMade.NEW_END in fitting(givens.item(1, moved))
    assert ReadyMade.NEW_END not in fitting(givens.item(1, replace(delayed, new_end=None)))


def test_three_working_days_are_counted_over_the_weekend() -> None:
    assert CALENDAR.local(reminded_at(AT, CALENDAR)).isoformat() == "2023-09-06T09:00:00+02:00"


@pytest.mark.parametrize(
    ("owner_id", "can_answer", "state", "expected"),
    [
        (OWNER, True, MatterState.ASKED, None),
        (OWNER, False, MatterState.ASKED, GoOn(MatterState.WITH_STRATEGIST)),
        (OWNER, False, MatterState.WITH_STRATEGIST, None),
        (SUCCESSOR, True, MatterState.WITH_STRATEGIST, Follow(SUCCESSOR)),
        (DEPUTY, True, MatterState.ASKED, GoOn(MatterState.WITHDRAWN)),
        (None, True, MatterState.ASKED, GoOn(MatterState.WITHDRAWN)),
    ],
)
def test_a_waiting_question_follows_what_becomes_of_its_activity(
    owner_id: PersonId | None, *, can_answer: bool, state: MatterState, expected: GoOn | Follow | None
) -> None:
    waiting = replace(ASKED.matter, state=state)

    assert overtaken(waiting, AT, owner_id=owner_id, can_answer=can_answer) == expected


def test_whoever_asked_never_replies_even_as_a_strategist() -> None:
    asker = replace(givens.person(DEPUTY), roles=frozenset({Role.STRATEGIST}))

    assert part_of(ASKED, asker) is Part.ASKER
    assert part_of(ASKED, givens.person(OWNER)) is Part.ASKED
    assert part_of(ASKED, replace(asker, person_id=STRATEGIST)) is Part.STRATEGIST
    assert part_of(ASKED, givens.person(SUCCESSOR)) is Part.BYSTANDER


@pytest.mark.parametrize("state", [MatterState.REPLIED, MatterState.WITHDRAWN])
def test_a_question_that_is_settled_before_it_went_out_is_not_brought(state: MatterState) -> None:
    settled = replace(ASKED, matter=replace(ASKED.matter, state=state))

    assert not concerns(settled, givens.person(OWNER))


def test_a_co_owner_who_stands_in_for_the_owner_is_asked_once() -> None:
    away = replace(
        givens.person(OWNER),
        absence=Absence(first_day=AT.date(), last_day=AT.date(), deputy_id=SUCCESSOR),
    )
    people = {OWNER: away, SUCCESSOR: givens.person(SUCCESSOR)}
    item = givens.item(1)
    shared = replace(item.plan_activity, owner_id=OWNER, co_owner_ids=frozenset({SUCCESSOR}))

    asked = addressees(shared, {DEPUTY}, people, {}, at=AT, calendar=CALENDAR)

    assert [(each.person.person_id, each.stands_in_for) for each in asked] == [(SUCCESSOR, None)]


def test_an_owner_whose_deputy_asks_gets_the_question_although_away() -> None:
    away = replace(
        givens.person(OWNER), absence=Absence(first_day=AT.date(), last_day=AT.date(), deputy_id=DEPUTY)
    )
    people = {OWNER: away, DEPUTY: givens.person(DEPUTY)}
    own = replace(givens.item(1).plan_activity, owner_id=OWNER, co_owner_ids=frozenset())

    asked = addressees(own, {DEPUTY}, people, {}, at=AT, calendar=CALENDAR)

    assert [each.person for each in asked] == [away]
