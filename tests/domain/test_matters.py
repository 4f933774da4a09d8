"""What may be asked for, who has which part, and what time makes of a question."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.matters import (
    Extension,
    Matter,
    MatterId,
    MatterKind,
    MatterState,
    Part,
    extensions,
    may_grant,
    overtaken,
    part_of,
    respond_by,
    still_concerns,
)
from domain.people import OrgUnitId, Person, PersonId, Role
from domain.plan import PlanActivityId, PlanId
from domain.rounds import FollowUpRoundId, Occasion, usual_round
from tests.plans import CALENDAR

ROUND = usual_round(PlanId(1), Occasion.INTERIM_ACCOUNTS, date(2023, 8, 31), CALENDAR)
DEADLINE, LAST = date(2023, 9, 12), date(2023, 9, 19)
ASKED_AT = datetime(2023, 8, 22, 7, tzinfo=UTC)
OWNER, SUCCESSOR, DEPUTY, STRATEGIST = map(PersonId, range(1, 5))
HANDOVER = Matter(
    matter_id=MatterId(1),
    kind=MatterKind.HANDOVER,
    state=MatterState.ASKED,
    follow_up_round_id=FollowUpRoundId(1),
    plan_activity_id=PlanActivityId(1),
    person_id=OWNER,
    counterpart_id=SUCCESSOR,
    asked_by=DEPUTY,
    asked_at=ASKED_AT,
    respond_by=respond_by(ASKED_AT, CALENDAR),
)
REQUEST = replace(
    HANDOVER, kind=MatterKind.MORE_TIME, plan_activity_id=None, counterpart_id=None, asked_by=OWNER
)


def person(person_id: int, *roles: Role) -> Person:
    return Person(
        person_id=PersonId(person_id),
        name="Karin Ek",
        email="karin@borlange.example",
        org_unit_id=OrgUnitId(1),
        roles=frozenset(roles or {Role.OWNER}),
    )


def test_whoever_is_asked_has_five_working_days() -> None:
    friday = datetime(2023, 8, 25, 13, tzinfo=UTC)

    assert respond_by(friday, CALENDAR) == datetime(2023, 9, 1, 14, tzinfo=UTC)


def test_extensions_are_counted_from_the_last_day_and_end_when_the_round_closes() -> None:
    assert extensions(ROUND, DEADLINE, date(2023, 9, 8), CALENDAR) == [
        Extension(days=2, until=date(2023, 9, 14)),
        Extension(days=5, until=LAST),
    ]


def test_once_the_last_day_has_passed_they_are_counted_from_today() -> None:
    assert extensions(ROUND, DEADLINE, date(2023, 9, 14), CALENDAR) == [
        Extension(days=2, until=date(2023, 9, 18)),
        Extension(days=3, until=LAST),
    ]


def test_a_weekend_is_no_more_time_to_ask_for() -> None:
    until_sunday = replace(ROUND, closes_at=datetime(2023, 9, 10, 14, tzinfo=UTC))

    assert extensions(until_sunday, date(2023, 9, 8), date(2023, 9, 8), CALENDAR) == []


@pytest.mark.parametrize(
    ("due_by", "on"), [(LAST, DEADLINE), (DEADLINE, LAST), (DEADLINE, date(2023, 9, 20))]
)
def test_there_is_no_time_beyond_the_closing_day(due_by: date, on: date) -> None:
    assert extensions(ROUND, due_by, on, CALENDAR) == []


@pytest.mark.parametrize(
    ("until", "on", "may"),
    [
        (date(2023, 9, 13), date(2023, 9, 1), True),
        (LAST, date(2023, 9, 1), True),
        (DEADLINE, date(2023, 9, 1), False),
        (date(2023, 9, 20), date(2023, 9, 1), False),
        (date(2023, 9, 13), date(2023, 9, 14), False),
        (date(2023, 9, 14), date(2023, 9, 14), True),
    ],
)
def test_a_day_can_be_given_after_the_deadline_from_today_to_the_closing_day(
    until: date, on: date, *, may: bool
) -> None:
    assert may_grant(ROUND, until, on, CALENDAR) is may


@pytest.mark.parametrize(
    ("reader", "part"),
    [
        (person(SUCCESSOR), Part.ASKED),
        (person(OWNER), Part.ASKER),
        (person(DEPUTY), Part.ASKER),
        (person(STRATEGIST, Role.STRATEGIST), Part.STRATEGIST),
        (person(OWNER, Role.STRATEGIST), Part.ASKER),
        (person(9), Part.BYSTANDER),
    ],
)
def test_everybody_has_one_part(reader: Person, part: Part) -> None:
    assert part_of(HANDOVER, reader) is part


def test_a_strategist_who_asks_for_time_reads_the_open_question_as_one_who_may_answer_it() -> None:
    strategist = person(OWNER, Role.OWNER, Role.STRATEGIST)

    assert part_of(REQUEST, strategist) is Part.STRATEGIST
    assert part_of(replace(REQUEST, state=MatterState.GRANTED), strategist) is Part.ASKER


@pytest.mark.parametrize(
    ("state", "reader", "concerns"),
    [
        (MatterState.ASKED, SUCCESSOR, True),
        (MatterState.WITHDRAWN, SUCCESSOR, False),
        (MatterState.KEPT, SUCCESSOR, False),
        (MatterState.KEPT, OWNER, True),
        (MatterState.ASKED, PersonId(9), False),
    ],
)
def test_what_has_nothing_to_tell_any_longer_is_not_sent(
    state: MatterState, reader: PersonId, *, concerns: bool
) -> None:
    assert still_concerns(replace(HANDOVER, state=state), person(reader)) is concerns


def test_a_question_goes_on_to_the_strategists_at_its_last_moment() -> None:
    by = HANDOVER.respond_by or ASKED_AT
    there = {"owner_id": OWNER, "can_answer": True, "is_round_open": True}

    assert overtaken(HANDOVER, by - timedelta(seconds=1), **there) is None  # type: ignore[arg-type]
    assert overtaken(HANDOVER, by, **there) is MatterState.WITH_STRATEGIST  # type: ignore[arg-type]


@pytest.mark.parametrize("state", [MatterState.ASKED, MatterState.WITH_STRATEGIST])
@pytest.mark.parametrize("owner_id", [None, PersonId(9)])
def test_a_question_about_what_is_no_longer_the_owner_s_is_taken_back(
    state: MatterState, owner_id: PersonId | None
) -> None:
    moved = overtaken(
        replace(HANDOVER, state=state), ASKED_AT, owner_id=owner_id, can_answer=True, is_round_open=True
    )

    assert moved is MatterState.WITHDRAWN


def test_what_is_with_the_strategists_stays_there() -> None:
    waiting, late = replace(HANDOVER, state=MatterState.WITH_STRATEGIST), ASKED_AT + timedelta(days=30)

    assert overtaken(waiting, late, owner_id=OWNER, can_answer=False, is_round_open=False) is None


@pytest.mark.parametrize(("is_round_open", "state"), [(True, None), (False, MatterState.WITHDRAWN)])
def test_a_request_for_time_lasts_as_long_as_its_round(
    *, is_round_open: bool, state: MatterState | None
) -> None:
    moved = overtaken(REQUEST, ASKED_AT, owner_id=None, can_answer=False, is_round_open=is_round_open)

    assert moved is state


@pytest.mark.parametrize(
    ("matter", "is_for_strategists"),
    [
        (HANDOVER, False),
        (replace(HANDOVER, state=MatterState.WITH_STRATEGIST), True),
        (replace(HANDOVER, state=MatterState.KEPT), False),
        (REQUEST, True),
        (replace(REQUEST, state=MatterState.GRANTED), False),
    ],
)
def test_strategists_are_to_decide_about_time_and_what_nobody_answered(
    matter: Matter, *, is_for_strategists: bool
) -> None:
    assert matter.is_for_strategists is is_for_strategists
