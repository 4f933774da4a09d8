"""What another system brings and what is not saved: the card's rules, and who was first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answer_form import FieldFault, FormFields
from domain.answers import AnswerId
from domain.brought import (
    ANY_ANSWER,
    Brought,
    BroughtFault,
    Conflict,
    ConflictKind,
    Doubted,
    NotOpen,
    Refused,
    Saved,
    UnknownPlanActivity,
    UnknownRound,
    fingerprint,
    own_faults,
)
from domain.doubts import DoubtKind
from domain.rounds import FollowUpRoundId, RoundState
from tests.dialogs.bringing import TRAVEL, brought, latest, rows
from tests.dialogs.parlour import Parlour
from tests.plans import FIRST_STEP, answer, take_out


async def test_what_the_card_demands_is_demanded(parlour: Parlour) -> None:
    roofs = Brought(external_id="S-1", number="1.1", form=FormFields(progress="delayed", percent="half"))

    (refused,) = await brought(parlour, roofs)

    assert refused == Refused(
        faults={
            "obstacle_kind": FieldFault.MISSING,
            "obstacle_text": FieldFault.MISSING,
            "new_end": FieldFault.MISSING,
            "percent_other": FieldFault.NOT_A_PERCENTAGE,
        }
    )


async def test_what_may_be_a_personal_number_is_asked_about_until_it_is_acknowledged(
    parlour: Parlour,
) -> None:
    doubted = replace(TRAVEL, form=FormFields(progress="on_track", comment="Ring Kim, 19900101-0017."))

    (asked,) = await brought(parlour, doubted)
    (saved,) = await brought(parlour, replace(doubted, acknowledged=True))

    assert isinstance(asked, Doubted)
    assert [each.kind for each in asked.doubts] == [DoubtKind.IDENTITY_NUMBER]
    assert isinstance(saved, Saved)


async def test_only_those_who_may_answer_can_be_named(parlour: Parlour) -> None:
    by = {
        name: (await brought(parlour, replace(TRAVEL, answered_by=f"{name}@borlange.example"), dry_run=True))[
            0
        ]
        for name in ("karin", "johan", "maja", "nobody")
    }

    assert by["karin"] == Refused(faults={"answered_by": BroughtFault.NOT_THEIRS})
    assert isinstance(by["johan"], Saved)
    assert by["maja"] == Refused(faults={"reason": FieldFault.MISSING})
    assert by["nobody"] == Refused(faults={"answered_by": BroughtFault.UNKNOWN_PERSON})


async def test_a_strategist_who_says_why_answers_for_the_owner(parlour: Parlour) -> None:
    form = replace(TRAVEL.form, reason="Johan är på sjukhus.")

    await brought(parlour, replace(TRAVEL, answered_by="maja@borlange.example", form=form))

    (row,) = await rows(parlour)
    assert (row.answered_by, row.answered_for, row.reason) == (
        parlour.plan.maja,
        parlour.plan.johan,
        "Johan är på sjukhus.",
    )


async def test_an_answer_that_is_older_than_the_latest_does_not_take_its_place(parlour: Parlour) -> None:
    plan = parlour.plan
    async with parlour.database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.travel, plan.johan)
    there = await latest(parlour)
    older = replace(TRAVEL, given_at=FIRST_STEP - timedelta(hours=1))
    parlour.at = FIRST_STEP + timedelta(hours=1)

    assert await brought(parlour, older) == (Conflict(kind=ConflictKind.NEWER_ANSWER, answer_id=there),)
    assert isinstance((await brought(parlour, TRAVEL))[0], Saved)


async def test_what_is_based_on_an_answer_counts_while_that_is_the_latest(parlour: Parlour) -> None:
    plan = parlour.plan
    none, any_answer = AnswerId(0), ANY_ANSWER
    first, *others = [
        (await brought(parlour, replace(TRAVEL, based_on=frozenset({based_on})), dry_run=True))[0]
        for based_on in (none, any_answer, AnswerId(4711))
    ]
    async with parlour.database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.travel, plan.johan)
    there = await latest(parlour)
    later = [
        (await brought(parlour, replace(TRAVEL, based_on=frozenset({based_on})), dry_run=True))[0]
        for based_on in (none, any_answer, there)
    ]

    assert isinstance(first, Saved)
    assert others == [Conflict(kind=ConflictKind.CHANGED_MEANWHILE, answer_id=None)] * 2
    assert later[0] == Conflict(kind=ConflictKind.CHANGED_MEANWHILE, answer_id=there)
    assert [type(each) for each in later[1:]] == [Saved, Saved]


async def test_a_round_that_takes_no_answers_says_so(parlour: Parlour, planned: Parlour) -> None:
    assert await brought(planned, TRAVEL) == (NotOpen(state=RoundState.PLANNED),)

    nowhere = replace(parlour.plan.follow_up_round, follow_up_round_id=FollowUpRoundId(999))
    parlour.plan = replace(parlour.plan, follow_up_round=nowhere)
    assert await brought(parlour, TRAVEL) == (UnknownRound(),)


async def test_what_is_not_in_the_plan_is_unknown(parlour: Parlour) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await take_out(session, parlour.plan.travel)

    for number in ("2.2", "9.9", "", "\x00", "\ud800", "' OR 1=1"):
        assert await brought(parlour, replace(TRAVEL, number=number)) == (UnknownPlanActivity(),), number


async def test_an_id_and_a_time_that_cannot_be_are_told_at_once(parlour: Parlour) -> None:
    for external_id, fault in {
        "": BroughtFault.MISSING,
        "x" * 101: BroughtFault.TOO_LONG,
        "a\x00": BroughtFault.NOT_TEXT,
    }.items():
        wrong = replace(TRAVEL, external_id=external_id, given_at=FIRST_STEP + timedelta(seconds=1))

        assert await brought(parlour, wrong) == (
            Refused(faults={"external_id": fault, "given_at": BroughtFault.IN_THE_FUTURE}),
        )
    before_last = Brought(
        external_id="S-1",
        number="1.1",
        form=FormFields(progress="on_track", promise="kept"),
        given_at=datetime(2022, 12, 1, tzinfo=UTC),
    )
    assert await brought(parlour, before_last) == (
        Refused(faults={"given_at": BroughtFault.BEFORE_LAST_TIME}),
    )


@pytest.mark.parametrize("hostile", ["\x00", "\ud800", "a\x1b[31m"])
async def test_what_no_database_can_keep_is_refused_at_its_field(on_each: Parlour, hostile: str) -> None:
    wrong = replace(TRAVEL, form=FormFields(progress="on_track", comment=hostile), answered_by=hostile)

    (refused,) = await brought(on_each, wrong)

    assert isinstance(refused, Refused)
    assert refused.faults["comment"] == BroughtFault.NOT_TEXT
    assert refused.faults["answered_by"] == BroughtFault.UNKNOWN_PERSON


@given(st.text(), st.text(), st.text())
def test_whatever_is_brought_has_one_fingerprint_and_is_judged(comment: str, number: str, by: str) -> None:
    said = Brought(external_id="S", number=number, form=FormFields(comment=comment), answered_by=by)
    round_id = FollowUpRoundId(1)

    assert fingerprint(said, round_id) == fingerprint(replace(said, acknowledged=True), round_id)
    assert fingerprint(said, round_id) != fingerprint(said, FollowUpRoundId(2))
    assert ("comment" in own_faults(said, FIRST_STEP)) == any(
        (each < " " and each not in "\n\t") or "\ud800" <= each <= "\udfff" for each in comment
    )
