"""Answers that another system brings: saved once each, and all or none."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlmodel import col

from dialogs.turn import Sender, TextSaid
from domain.answer_form import FormFields
from domain.answers import AnswerId
from domain.brought import (
    Brought,
    Conflict,
    ConflictKind,
    Refused,
    SameAsBefore,
    Saved,
)
from domain.reminders import ReminderDecision, ReminderKind
from domain.rounds import RoundState
from storage import reminders as reminder_store
from storage.tables import DeliveryRow, FollowUpRoundRow
from tests.dialogs.bringing import DELAYED, TRAVEL, brought, rows
from tests.dialogs.parlour import Parlour
from tests.plans import FIRST_STEP, entra_id


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


async def test_a_list_that_stands_in_a_chat_is_asked_to_show_it_at_once(on_each: Parlour) -> None:
    contact = on_each.contact("johan")
    sender = Sender(tenant_id=contact.tenant_id, entra_object_id=contact.entra_object_id, name="Johan")
    incoming = TextSaid(sender=sender, contact=contact, text="mina aktiviteter")
    await on_each.router.said(incoming, await on_each.router.answer(incoming), "message-1")

    await brought(on_each, TRAVEL)

    async with on_each.database.reading(on_each.plan.tenant_id) as session:
        (redrawn,) = (await session.sql.exec(session.rows(DeliveryRow))).all()
    assert (redrawn.kind, redrawn.message_id, redrawn.not_before) == ("card_update", "message-1", on_each.at)
