"""Answers that another system brings: the card's rules, once each, and all or none."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col

from dialogs.brought_answers import Batch
from dialogs.from_elsewhere import bring
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
    Outcome,
    Refused,
    SameAsBefore,
    Saved,
    Service,
    UnknownPlanActivity,
    UnknownRound,
    fingerprint,
    own_faults,
)
from domain.doubts import DoubtKind
from domain.reminders import ReminderDecision, ReminderKind
from domain.rounds import FollowUpRoundId, RoundState
from storage import reminders as reminder_store
from storage.tables import AnswerRow, DeliveryRow, FollowUpRoundRow
from tests.dialogs.parlour import Parlour
from tests.plans import CALENDAR, FIRST_STEP, answer, entra_id, take_out
from tests.stored import answers

STRATSYS = Service(client_id="0a1b2c3d-0000-4000-8000-00000000000a", name="Stratsys")
DELAYED = FormFields(
    progress="delayed",
    percent="20",
    obstacle_kind="procurement",
    obstacle_text="Upphandlingen är överklagad.",
    new_end="2023-12-01",
)
TRAVEL = Brought(
    external_id="S-17",
    number="2.2",
    form=FormFields(progress="on_track", comment="Fyra av fem linjer är i gång."),
)


async def brought(parlour: Parlour, *answers: Brought, dry_run: bool = False) -> tuple[Outcome, ...]:
    batch = Batch(
        tenant_id=parlour.plan.tenant_id,
        service=STRATSYS,
        follow_up_round_id=parlour.plan.follow_up_round_id,
        answers=answers,
        at=parlour.at,
    )
    return await bring(parlour.database, CALENDAR, batch, dry_run=dry_run)


async def rows(parlour: Parlour) -> list[AnswerRow]:
    """What has been answered in the round that is open."""
    every = await answers(parlour.database, parlour.plan.tenant_id)
    return [each for each in every if each.follow_up_round_id == parlour.plan.follow_up_round_id]


async def latest(parlour: Parlour) -> AnswerId:
    return AnswerId((await rows(parlour))[-1].id or 0)


async def test_an_answer_is_saved_in_the_system_s_name_and_seen_on_the_card(parlour: Parlour) -> None:
    (saved,) = await brought(parlour, replace(TRAVEL, given_at=FIRST_STEP - timedelta(days=1)))

    (row,) = await rows(parlour)
    assert saved == Saved(answer_id=AnswerId(row.id or 0))
    assert (row.answered_by, row.source, row.answered_at) == (None, "Stratsys", FIRST_STEP)
    assert row.given_at == FIRST_STEP - timedelta(days=1)
    shown = str((await parlour.list_of("johan")).content)
    assert "Sparat måndag 21 augusti kl. 09.00 av Stratsys" in shown


async def test_whoever_is_named_by_address_or_by_entra_id_has_answered(parlour: Parlour) -> None:
    plan = parlour.plan
    by_address = replace(TRAVEL, answered_by="Johan@Borlange.Example")
    by_id = replace(TRAVEL, external_id="S-18", answered_by=entra_id("johan").upper())

    await brought(parlour, by_address, by_id)

    assert [each.answered_by for each in await rows(parlour)] == [plan.johan, plan.johan]
    assert "av Johan Åkerlund · i Stratsys" in str((await parlour.list_of("johan")).content)


async def test_what_is_brought_twice_is_one_answer_also_when_the_round_has_closed(parlour: Parlour) -> None:
    first, again = await brought(parlour, TRAVEL, TRAVEL)
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        is_ours = col(FollowUpRoundRow.id) == parlour.plan.follow_up_round_id
        await session.change(FollowUpRoundRow, is_ours, state=RoundState.CLOSED.value)
    (later,) = await brought(parlour, TRAVEL)

    assert isinstance(first, Saved)
    assert again == later == SameAsBefore(answer_id=first.answer_id)
    assert len(await rows(parlour)) == 1


async def test_an_id_that_has_been_used_for_something_else_is_a_conflict(parlour: Parlour) -> None:
    (saved,) = await brought(parlour, TRAVEL)
    other = replace(TRAVEL, form=replace(TRAVEL.form, progress="not_started"))
    elsewhere = replace(TRAVEL, number="1.2")

    assert isinstance(saved, Saved)
    taken = Conflict(kind=ConflictKind.EXTERNAL_ID_TAKEN, answer_id=saved.answer_id)
    assert await brought(parlour, other) == (taken,)
    assert await brought(parlour, elsewhere) == (taken,)
    assert len(await rows(parlour)) == 1


async def test_of_two_who_bring_the_same_at_once_one_saves_it(on_each: Parlour) -> None:
    outcomes = await asyncio.gather(*(brought(on_each, TRAVEL) for _ in range(5)))

    kinds = sorted(type(each).__name__ for (each,) in outcomes)
    assert kinds == ["SameAsBefore"] * 4 + ["Saved"]
    assert len(await rows(on_each)) == 1


async def test_of_two_who_use_one_id_about_two_things_at_once_one_is_refused(on_each: Parlour) -> None:
    other = replace(TRAVEL, number="1.2")
    outcomes = await asyncio.gather(brought(on_each, TRAVEL), brought(on_each, other))

    assert sorted(type(each).__name__ for (each,) in outcomes) == ["Conflict", "Saved"]
    assert len(await rows(on_each)) == 1


async def test_either_all_are_saved_or_none(on_each: Parlour) -> None:
    before = await on_each.everything()
    wrong = Brought(external_id="S-2", number="1.2", form=FormFields(progress="delayed"))

    saved, refused = await brought(on_each, TRAVEL, wrong)

    assert isinstance(saved, Saved)
    assert isinstance(refused, Refused)
    assert await on_each.everything() == before
    assert all(
        isinstance(each, Saved) for each in await brought(on_each, TRAVEL, replace(wrong, form=DELAYED))
    )
    assert len(await rows(on_each)) == 2


async def test_a_dry_run_says_the_same_and_saves_nothing(parlour: Parlour) -> None:
    before = await parlour.everything()

    (would,) = await brought(parlour, TRAVEL, dry_run=True)

    assert isinstance(would, Saved)
    assert await parlour.everything() == before


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
        (await brought(parlour, replace(TRAVEL, based_on=based_on), dry_run=True))[0]
        for based_on in (none, any_answer, AnswerId(4711))
    ]
    async with parlour.database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.travel, plan.johan)
    there = await latest(parlour)
    later = [
        (await brought(parlour, replace(TRAVEL, based_on=based_on), dry_run=True))[0]
        for based_on in (none, any_answer, there)
    ]

    assert isinstance(first, Saved)
    assert others == [Conflict(kind=ConflictKind.CHANGED_MEANWHILE, answer_id=None)] * 2
    assert later[0] == Conflict(kind=ConflictKind.CHANGED_MEANWHILE, answer_id=there)
    assert [type(each) for each in later[1:]] == [Saved, Saved]


async def test_what_says_the_same_can_be_passed_over_and_what_is_not_known_is_kept(parlour: Parlour) -> None:
    (saved,) = await brought(parlour, replace(TRAVEL, form=DELAYED))
    parlour.at = datetime(2023, 12, 24, tzinfo=UTC)
    # The new end has passed since: what says nothing new is not judged anew.
    same = replace(TRAVEL, external_id="S-2", form=DELAYED, unless_same=True)
    progress = FormFields(progress="delayed")
    part = replace(same, external_id="S-3", form=progress, knows=frozenset({"progress"}))

    assert isinstance(saved, Saved)
    assert await brought(parlour, same, part) == (SameAsBefore(answer_id=saved.answer_id),) * 2


async def test_no_reminder_comes_to_whoever_has_had_everything_answered_elsewhere(parlour: Parlour) -> None:
    plan = parlour.plan
    async with parlour.database.writing(plan.tenant_id) as session:
        due = ReminderDecision(person_id=plan.johan, key="-15", kind=ReminderKind.STEP, not_before=FIRST_STEP)
        await reminder_store.put(session, plan.follow_up_round_id, [due], FIRST_STEP)
    await brought(parlour, TRAVEL)

    async with parlour.database.reading(plan.tenant_id) as session:
        deliveries = (await session.sql.exec(session.rows(DeliveryRow))).all()
    assert [each.fate for each in deliveries] == ["not_wanted"]


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
