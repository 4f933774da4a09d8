"""A round is planned with as little as possible: a day is suggested, or the committee's is written."""

from datetime import date, timedelta

import pytest
from sqlmodel import col

from cards.verbs import Verb
from dialogs.turn import Replace, Reply, Say, Show
from domain.rounds import Occasion, RoundState
from domain.year.milestones import Milestone
from storage import rounds as round_store
from storage.tables import AuditEventRow
from tests.dialogs.parlour import Parlour, card, text
from tests.shown import typed


async def form_of(parlour: Parlour) -> Reply:
    return await parlour.press("maja", await parlour.say("maja", "årshjul"), Verb.ASK_ROUND)


async def planned(parlour: Parlour) -> list[tuple[Occasion, date, date | None]]:
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        every = await round_store.every(session)
    return [(each.occasion, each.reference_date, each.milestones.meeting_on) for each in every]


async def test_the_committees_day_is_suggested_by_the_rhythm_of_last_year(parlour: Parlour) -> None:
    form = await form_of(parlour)

    suggested = typed(card(form).content)[Milestone.MEETING]
    proposal = await parlour.press("maja", form, Verb.PROPOSE_ROUND)

    assert suggested == typed(card(proposal).content)[Milestone.MEETING] == "2024-02-15"
    assert "Nämndens dag är ett förslag" in text(form)
    assert "Årsbokslut 2023" in text(proposal)


async def test_with_the_suggestion_a_round_is_planned_in_three_presses(on_each: Parlour) -> None:
    proposal = await on_each.press("maja", await form_of(on_each), Verb.PROPOSE_ROUND)

    receipt = await on_each.press("maja", proposal, Verb.SAVE_ROUND)

    assert "Årsbokslut 2023 är planerat" in text(receipt)
    assert (Occasion.ANNUAL_ACCOUNTS, date(2023, 12, 31), date(2024, 2, 15)) in await planned(on_each)


async def test_a_suggestion_that_nobody_changed_follows_the_accounts(parlour: Parlour) -> None:
    inputs = {"occasion": "interim_accounts"}

    proposal = await parlour.press("maja", await form_of(parlour), Verb.PROPOSE_ROUND, inputs=inputs)

    assert str(typed(card(proposal).content)[Milestone.MEETING]).startswith("2023-1")


async def test_a_day_that_was_changed_is_kept_whatever_the_accounts(parlour: Parlour) -> None:
    inputs = {"meeting": "2024-03-05"}

    proposal = await parlour.press("maja", await form_of(parlour), Verb.PROPOSE_ROUND, inputs=inputs)

    assert typed(card(proposal).content)[Milestone.MEETING] == "2024-03-05"


async def test_whoever_writes_the_committees_day_sees_every_date_at_once(on_each: Parlour) -> None:
    proposal = await on_each.say("maja", "Planera nämnd 20 februari")

    receipt = await on_each.press("maja", proposal, Verb.SAVE_ROUND)

    assert isinstance(proposal, Show)
    assert "Årsbokslut 2023" in text(proposal)
    assert isinstance(receipt, Replace)
    assert (Occasion.ANNUAL_ACCOUNTS, date(2023, 12, 31), date(2024, 2, 20)) in await planned(on_each)


async def test_in_english_too(parlour: Parlour) -> None:
    assert isinstance(await parlour.say("maja", "plan committee 20 February"), Show)


async def test_the_form_is_asked_for_in_one_word(parlour: Parlour) -> None:
    assert "Vad ska datumen utgå från?" in text(await parlour.say("maja", "planera"))


async def test_accounts_that_are_planned_already_get_the_dates_that_the_committees_day_gives(
    on_each: Parlour,
) -> None:
    async with on_each.database.writing(on_each.plan.tenant_id) as session:
        await round_store.change_state(session, on_each.plan.follow_up_round, RoundState.PLANNED)
    on_each.at -= timedelta(days=30)
    form = await on_each.say("maja", "planera nämnd 14 november")

    told = await on_each.press("maja", form, Verb.SAVE_DATES)
    before = await planned(on_each)
    await on_each.press("maja", told, Verb.SAVE_DATES)

    assert "räknade bakåt från nämndens dag, 14 november 2023" in text(form)
    assert "Inget är sparat än." in text(told)
    interim = (Occasion.INTERIM_ACCOUNTS, date(2023, 8, 31))
    assert (*interim, None) in before
    assert (*interim, date(2023, 11, 14)) in await planned(on_each)


async def test_what_has_opened_already_is_said_to_be(parlour: Parlour) -> None:
    before = await planned(parlour)

    told = await parlour.say("maja", "planera 14 november")

    assert isinstance(told, Say)
    assert "Delårsbokslut 2023 är redan planerat" in text(told)
    assert await planned(parlour) == before


async def test_a_day_with_no_accounts_before_it_is_said_to_have_none(parlour: Parlour) -> None:
    assert "ingen plan" in text(await parlour.say("maja", "planera 2025-06-01"))


async def test_a_day_that_cannot_be_made_out_gets_the_form(parlour: Parlour) -> None:
    assert "Vad ska datumen utgå från?" in text(await parlour.say("maja", "planera 31 februari"))


@pytest.mark.parametrize("name", ["karin", "henrik"])
@pytest.mark.parametrize("said", ["planera", "planera nämnd 20 februari"])
async def test_nobody_else_plans_and_who_tries_is_noted(parlour: Parlour, name: str, said: str) -> None:
    before = await planned(parlour)

    told = await parlour.say(name, said)

    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        refused = col(AuditEventRow.deed) == "role.refused"
        noted = (await session.sql.exec(session.rows(AuditEventRow).where(refused))).all()
    assert "bara miljöstrategerna" in text(told)
    assert [each.actor_id for each in noted] == [parlour.plan.person_id(name)]
    assert await planned(parlour) == before


@pytest.mark.parametrize("suggested", ["i går", 20240221, "9999-99-99"])
async def test_a_made_up_suggestion_counts_for_nothing(parlour: Parlour, suggested: object) -> None:
    sent = {"year": 2023, "occasion": "annual_accounts", "goes_from": "meeting", "suggested": suggested}

    told = await parlour.send("maja", Verb.PROPOSE_ROUND, sent)  # type: ignore[arg-type]

    assert "Välj en dag att utgå från." in text(told)
