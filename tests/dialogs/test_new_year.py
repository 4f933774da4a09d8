"""`årsskifte`: what starting a new year would do, doing it once, and what is still true afterwards."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import col

from cards.verbs import Verb
from dialogs.turn import Refuse, Replace, Say, Show
from domain.people import Role
from domain.rounds import Occasion, usual_round
from storage import rounds as round_store
from storage.tables import FollowUpRoundRow, PersonRoleRow
from tests.dialogs.dropping import adopted, dropped
from tests.dialogs.parlour import FORM, Parlour, card, text
from tests.dialogs.turning import (
    add_to_2024,
    annual_accounts,
    continued,
    plan_of_2024,
    rounds_of_2024,
)
from tests.plans import CALENDAR
from tests.stored import answers


async def with_role(parlour: Parlour, name: str, role: Role) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        values = {"person_id": parlour.plan.person_id(name), "role": role.value}
        await session.insert_new(PersonRoleRow, [values])


async def deeds(parlour: Parlour, deed: str) -> list[tuple[object, ...]]:
    return [row for row in (await parlour.everything())["audit_event"] if deed in row]


async def test_it_is_told_before_anything_is_done(on_each: Parlour) -> None:
    await annual_accounts(on_each)
    await plan_of_2024(on_each)
    before = await on_each.everything()

    told = text(await on_each.say("maja", "Årsskifte"))

    assert "Årsskiftet till 2024" in told
    assert "Inget har gjorts än." in told
    assert "2 aktiviteter fortsätter från 2023, 1 är ny och 2 är avslutade." in told
    assert "9.1" in told
    assert "2.1, 2.2" in told
    assert "Delårsbokslut 2024: öppnar" in told
    assert "(planeras nu)" in told
    assert "Fortsätter som förut" in told
    assert "För 4 aktiviteter har ingen sagt vad det blir av dem." in told
    assert await on_each.everything() == before


async def test_starting_links_plans_and_is_written_down(on_each: Parlour) -> None:
    await annual_accounts(on_each)
    await plan_of_2024(on_each)

    done = await on_each.press("maja", await on_each.say("maja", "årsskifte"), Verb.START_YEAR)

    assert isinstance(done, Replace)
    assert "Planen för 2024 är igång" in text(done)
    assert "2 aktiviteter kopplades till förra årets." in text(done)
    assert await continued(on_each) == {
        "1.1": on_each.plan.solar_roofs,
        "1.2": on_each.plan.charging,
        "9.1": None,
    }
    interim, annual = await rounds_of_2024(on_each)
    assert interim.opens_at.year == 2024
    assert annual.reference_date.year == 2024
    [started] = await deeds(on_each, "plan.started")
    assert on_each.plan.maja in started
    assert len(await deeds(on_each, "round.planned")) == 2
    assert on_each.woken


async def test_a_round_that_there_is_already_is_left_as_it_is(parlour: Parlour) -> None:
    await annual_accounts(parlour)
    plan_id = await plan_of_2024(parlour)
    wanted = usual_round(plan_id, Occasion.INTERIM_ACCOUNTS, date(2024, 4, 30), CALENDAR)
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        kept = await round_store.add(session, wanted)

    done = text(await parlour.press("maja", await parlour.say("maja", "årsskifte"), Verb.START_YEAR))

    first, second = await rounds_of_2024(parlour)
    assert first == replace(wanted, follow_up_round_id=kept)
    assert second.occasion is Occasion.ANNUAL_ACCOUNTS
    assert "Planerades nu\nÅrsbokslut 2024" in done


async def test_once_started_there_is_nothing_left_to_press(parlour: Parlour) -> None:
    await annual_accounts(parlour)
    await plan_of_2024(parlour)
    await parlour.press("maja", await parlour.say("maja", "årsskifte"), Verb.START_YEAR)

    again = await parlour.say("maja", "årsskifte")

    assert "Maja Strand startade planen för 2024" in text(again)
    assert "Inget mer behöver göras." in text(again)
    assert "year.start" not in str(card(again).content)


async def test_what_comes_after_the_start_is_seen_to_by_starting_again(parlour: Parlour) -> None:
    await annual_accounts(parlour)
    plan_id = await plan_of_2024(parlour)
    await parlour.press("maja", await parlour.say("maja", "årsskifte"), Verb.START_YEAR)
    await add_to_2024(parlour, plan_id, "2.1")

    again = await parlour.say("maja", "årsskifte")
    done = await parlour.press("maja", again, Verb.START_YEAR)

    assert "Något har tillkommit sedan dess." in text(again)
    assert "1 aktivitet kopplades till förra årets." in text(done)
    assert (await continued(parlour))["2.1"] == parlour.plan.meals


async def test_a_double_click_starts_it_once_and_says_who_did(on_each: Parlour) -> None:
    await annual_accounts(on_each)
    await plan_of_2024(on_each)
    shown = await on_each.say("maja", "årsskifte")

    replies = await asyncio.gather(*(on_each.press("maja", shown, Verb.START_YEAR) for _ in range(2)))

    assert len(await deeds(on_each, "plan.started")) == 1
    assert len(await rounds_of_2024(on_each)) == 2
    assert sum("Maja Strand startade planen för 2024" in text(each) for each in replies) == 1
    assert all(isinstance(each, Replace) for each in replies)


async def test_two_strategists_start_it_once_and_the_second_reads_who_was_first(on_each: Parlour) -> None:
    await annual_accounts(on_each)
    await plan_of_2024(on_each)
    await with_role(on_each, "johan", Role.STRATEGIST)
    of_maja, of_johan = [await on_each.say(name, "årsskifte") for name in ("maja", "johan")]

    await on_each.press("maja", of_maja, Verb.START_YEAR)
    second = await on_each.press("johan", of_johan, Verb.START_YEAR)

    assert "Maja Strand startade planen för 2024" in text(second)
    assert len(await deeds(on_each, "plan.started")) == 1


async def test_an_old_card_that_said_something_else_does_nothing_and_shows_how_it_is(
    parlour: Parlour,
) -> None:
    await annual_accounts(parlour)
    plan_id = await plan_of_2024(parlour)
    old = await parlour.say("maja", "årsskifte")
    await add_to_2024(parlour, plan_id, "2.1")
    before = await parlour.everything()

    shown = await parlour.press("maja", old, Verb.START_YEAR)

    assert "Något har ändrats sedan kortet visades." in text(shown)
    assert "3 aktiviteter fortsätter från 2023" in text(shown)
    assert await parlour.everything() == before


async def test_without_a_new_plan_it_says_what_to_do_and_the_draft_is_a_press_away(parlour: Parlour) -> None:
    await annual_accounts(parlour)

    shown = await parlour.say("maja", "new year")
    draft = await parlour.press("maja", shown, Verb.NEXT_YEAR)

    assert "Det finns ingen handlingsplan för 2024 än" in text(shown)
    assert "släpp arbetsboken här" in text(shown)
    assert "Utkast till handlingsplan 2024" in text(draft)


async def test_a_hand_made_press_without_a_new_plan_does_nothing(parlour: Parlour) -> None:
    await annual_accounts(parlour)
    before = await parlour.everything()

    shown = await parlour.send("maja", Verb.START_YEAR, {"year": 2024, "shift": "x"})

    assert "Det finns ingen handlingsplan för 2024 än" in text(shown)
    assert await parlour.everything() == before


async def test_an_administrator_starts_it_too_and_is_not_led_where_they_may_not_go(parlour: Parlour) -> None:
    await annual_accounts(parlour)
    await plan_of_2024(parlour)
    await with_role(parlour, "henrik", Role.ADMIN)

    shown = await parlour.say("henrik", "årsskifte")
    done = await parlour.press("henrik", shown, Verb.START_YEAR)

    assert "year.show" not in str(card(shown).content)
    assert "next_year.show" not in str(card(shown).content)
    assert "Planen för 2024 är igång" in text(done)


@pytest.mark.parametrize("name", ["karin", "henrik", "johan"])
async def test_nobody_else_may_start_it_however_they_try(parlour: Parlour, name: str) -> None:
    await annual_accounts(parlour)
    await plan_of_2024(parlour)
    if name == "johan":
        await with_role(parlour, "johan", Role.MANAGER)
    before = await parlour.everything(but="audit_event")

    said = await parlour.say(name, "årsskifte")
    shown = await parlour.send(name, Verb.NEW_YEAR, {})
    pressed = await parlour.send(name, Verb.START_YEAR, {"year": 2024, "shift": "0123456789ab"})

    assert isinstance(said, Say)
    assert isinstance(shown, Refuse)
    assert isinstance(pressed, Refuse)
    assert await parlour.everything(but="audit_event") == before
    assert str((await parlour.everything())["audit_event"]).count("refused") >= 3


@pytest.mark.parametrize(
    "data", [{}, {"year": "2024; drop"}, {"year": 2024, "shift": "x" * 500}, {"year": [2024], "shift": "x"}]
)
async def test_a_payload_that_none_of_our_cards_sends_is_refused(
    parlour: Parlour, data: dict[str, object]
) -> None:
    await annual_accounts(parlour)
    await plan_of_2024(parlour)
    before = await parlour.everything()

    reply = await parlour.send("maja", Verb.START_YEAR, data)  # type: ignore[arg-type] # that is the point

    assert not isinstance(reply, Show)
    assert await parlour.everything() == before


async def test_the_old_year_is_answered_on_after_the_new_one_has_started(on_each: Parlour) -> None:
    annual = await annual_accounts(on_each)
    await plan_of_2024(on_each)
    await on_each.press("maja", await on_each.say("maja", "årsskifte"), Verb.START_YEAR)

    listed = text(await on_each.say("karin", "mina aktiviteter"))
    await on_each.send("karin", Verb.SAVE_ANSWER, {**on_each.about(round=annual), **FORM, "next_year": "end"})

    assert "Solceller på fem skoltak" in listed
    assert "Sol 2024" not in listed
    saved = (await answers(on_each.database, on_each.plan.tenant_id))[-1]
    assert (saved.follow_up_round_id, saved.plan_activity_id) == (annual, on_each.plan.solar_roofs)
    assert "2023" in text(await on_each.say("maja", "läge"))


async def test_what_was_answered_last_year_stands_in_the_first_list_of_the_new(on_each: Parlour) -> None:
    annual = await annual_accounts(on_each)
    await plan_of_2024(on_each)
    step = {"next_step": "Bygga på två tak till."}
    await on_each.send("karin", Verb.SAVE_ANSWER, {**on_each.about(round=annual), **FORM, **step})
    await on_each.press("maja", await on_each.say("maja", "årsskifte"), Verb.START_YEAR)
    interim = (await rounds_of_2024(on_each))[0]
    await opened(on_each, interim.follow_up_round_id)
    on_each.at = interim.opens_at + timedelta(days=1)

    listed = await on_each.list_of("karin")
    form = await on_each.press("karin", listed, Verb.OPEN_FORM)
    history = await on_each.press("karin", form, Verb.SHOW_HISTORY)

    assert "Sol 2024" in str(listed.content)
    assert "Tre av fem tak är klara." in text(form)
    assert "Bygga på två tak till" in str(card(form).content)
    assert "Årsbokslut 2023" in text(history)
    assert "Aktiviteten hette då: Solceller på fem skoltak" in text(history)


async def opened(parlour: Parlour, follow_up_round_id: int) -> None:
    """That round is open and all others are closed."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await session.change(FollowUpRoundRow, state="closed")
        await session.change(FollowUpRoundRow, col(FollowUpRoundRow.id) == follow_up_round_id, state="open")


async def test_reading_the_plan_in_leads_to_the_turn_of_the_year(parlour: Parlour) -> None:
    annual = await annual_accounts(parlour)
    await adopted(parlour)
    draft = await parlour.send("maja", Verb.NEXT_YEAR_BOOK, {"round": annual})
    shown = await dropped(parlour, draft.content)  # type: ignore[union-attr] # a file is offered
    done = await parlour.press("maja", shown, Verb.APPLY_PLAN)

    told = await parlour.press("maja", done, Verb.NEW_YEAR)

    assert "4 aktiviteter fortsätter från 2023, 0 är nya och 0 är avslutade." in text(shown)
    assert "4 aktiviteter fortsätter från 2023" in text(done)
    assert "Årsskiftet till 2024" in text(told)


async def test_when_the_new_year_is_followed_up_the_next_one_is_meant(parlour: Parlour) -> None:
    await annual_accounts(parlour)
    await plan_of_2024(parlour)
    await parlour.press("maja", await parlour.say("maja", "årsskifte"), Verb.START_YEAR)
    interim = (await rounds_of_2024(parlour))[0]
    await opened(parlour, interim.follow_up_round_id)
    parlour.at = interim.opens_at + timedelta(days=1)

    told = text(await parlour.say("maja", "årsskifte"))

    assert "Det finns ingen handlingsplan för 2025 än" in told
