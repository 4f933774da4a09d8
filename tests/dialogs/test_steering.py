"""The strategist steers a round: longer for all or one, closed, open again; said before and true after."""

import asyncio
import re
from datetime import UTC, date, datetime, timedelta

import pytest

from cards.verbs import Verb
from dialogs.turn import Refuse, Replace, Reply
from domain.rounds import FollowUpRound, FollowUpRoundId, RoundState
from scheduler import reminders as reminder_ticks
from storage import rounds as round_store
from tests import plans
from tests.dialogs.matters import deeds, fates_of_reminders, heard, make_strategist, matters_of, steps_noted
from tests.dialogs.parlour import Parlour, text

WHY = "Två enheter hade fel siffror."
LATER = "2023-09-26"


async def stored(parlour: Parlour) -> FollowUpRound:
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        found = await round_store.find(session, FollowUpRoundId(parlour.plan.follow_up_round_id))
    assert found is not None
    return found


async def manage(parlour: Parlour, name: str = "maja") -> Reply:
    return await parlour.send(name, Verb.SHOW_ROUND, {"round": parlour.plan.follow_up_round_id})


async def previewed(parlour: Parlour, name: str = "maja", day: str = LATER) -> Reply:
    """What giving everybody longer would mean."""
    form = await parlour.press(name, await manage(parlour, name), Verb.ASK_EXTEND)
    return await parlour.press(name, form, Verb.PREVIEW_EXTEND, inputs={"day": day})


async def closed(parlour: Parlour) -> Reply:
    question = await parlour.press("maja", await manage(parlour), Verb.ASK_CLOSE_ROUND)
    return await parlour.press("maja", question, Verb.CLOSE_ROUND)


async def opened_again(parlour: Parlour, day: str = LATER, why: str = WHY) -> Reply:
    form = await parlour.press("maja", await manage(parlour), Verb.ASK_REOPEN)
    return await parlour.press("maja", form, Verb.REOPEN_ROUND, inputs={"day": day, "reason": why})


async def tick(parlour: Parlour) -> None:
    await reminder_ticks.run(parlour.database, parlour.at, plans.CALENDAR)


async def test_a_round_shows_its_dates_and_what_can_be_done_now(parlour: Parlour) -> None:
    shown = text(await manage(parlour))

    assert "Hantera Delårsbokslut 2023" in shown
    assert "Sista svarsdag är tisdag 12 september" in shown
    assert "0 av 4 aktiviteter är besvarade." in shown


async def test_what_giving_everybody_longer_means_is_seen_before_anything_is_changed(
    parlour: Parlour,
) -> None:
    await tick(parlour)
    before = await parlour.everything()

    shown = text(await previewed(parlour))

    assert "Ge alla tid till tisdag 26 september?" in shown
    assert "3 påminnelser som inte gått ut dras tillbaka." in shown
    assert "tisdag 3 oktober kl. 16.00" in shown
    assert await parlour.everything() == before


async def test_everybody_gets_longer_and_the_old_reminders_do_not_go_out(on_each: Parlour) -> None:
    await tick(on_each)

    receipt = await on_each.press("maja", await previewed(on_each), Verb.EXTEND_ROUND)
    await on_each.deliver()

    assert "3 påminnelser som inte gått ut dras tillbaka." in text(receipt)
    assert (await stored(on_each)).deadline == date(2023, 9, 26)
    assert on_each.came("karin") == []
    assert await fates_of_reminders(on_each, "karin") == ["cancelled"]
    assert "round.extended" in await deeds(on_each)


async def test_the_steps_are_counted_from_the_new_day(parlour: Parlour) -> None:
    await parlour.press("maja", await previewed(parlour), Verb.EXTEND_ROUND)
    parlour.at = plans.FIRST_STEP + timedelta(days=1)
    await tick(parlour)
    assert await steps_noted(parlour, "karin") == []

    parlour.at = datetime(2023, 9, 25, 7, 30, tzinfo=UTC)
    await tick(parlour)

    assert await steps_noted(parlour, "karin") == ["-1@2023-09-26"]


@pytest.mark.parametrize("day", ["", "2023-09-12", "2023-08-01", "2026-01-01", "i morgon"])
async def test_a_day_that_cannot_be_the_last_goes_back_with_what_to_do(parlour: Parlour, day: str) -> None:
    before = await parlour.everything()

    shown = text(await previewed(parlour, day=day))

    assert "Ge alla längre tid?" in shown
    assert "Välj en" in shown or "Den dagen har varit" in shown
    assert await parlour.everything() == before


async def test_a_double_press_extends_once(on_each: Parlour) -> None:
    preview = await previewed(on_each)

    replies = await asyncio.gather(*(on_each.press("maja", preview, Verb.EXTEND_ROUND) for _ in range(2)))

    assert (await deeds(on_each)).count("round.extended") == 1
    assert any("Du har redan ändrat uppföljningen" in text(reply) for reply in replies)


async def test_one_extends_while_the_other_closes_and_each_is_told(on_each: Parlour) -> None:
    await make_strategist(on_each, "johan")
    preview = await previewed(on_each)
    question = await on_each.press("johan", await manage(on_each, "johan"), Verb.ASK_CLOSE_ROUND)

    extended, closed_too = await asyncio.gather(
        on_each.press("maja", preview, Verb.EXTEND_ROUND),
        on_each.press("johan", question, Verb.CLOSE_ROUND),
    )

    done = {"round.extended", "round.closed"} & set(await deeds(on_each))
    winner, loser = ("Maja", closed_too) if done == {"round.extended"} else ("Johan", extended)
    assert len(done) == 1
    assert re.search(rf"{winner} \w+ ändrade uppföljningen .+ Din tryckning ändrade inget", text(loser))


async def test_closing_names_those_who_have_not_answered_first(parlour: Parlour) -> None:
    before = await parlour.everything()

    question = text(await parlour.press("maja", await manage(parlour), Verb.ASK_CLOSE_ROUND))

    assert "4 aktiviteter saknar svar" in question
    assert "Karin Ek" in question
    assert await parlour.everything() == before


async def test_a_round_that_is_closed_gives_the_director_the_summary_and_reminds_nobody(
    on_each: Parlour,
) -> None:
    await tick(on_each)

    receipt = text(await closed(on_each))
    await on_each.deliver()

    assert "Inga fler påminnelser skickas." in receipt
    assert "Kommundirektören får sammanställningen" in receipt
    assert (await stored(on_each)).state is RoundState.CLOSED
    assert on_each.came("karin") == []
    assert "Slutlig" in heard(on_each, "henrik")


async def test_opening_again_tells_the_director_why_and_the_new_summary_replaces_the_first(
    on_each: Parlour,
) -> None:
    await closed(on_each)
    await on_each.deliver()

    receipt = text(await opened_again(on_each))
    await on_each.deliver()
    await closed(on_each)
    await on_each.deliver()

    assert "Uppföljningen är öppen igen, till tisdag 26 september" in receipt
    told = heard(on_each, "henrik")
    assert WHY in told
    assert f"Den ersätter den tidigare sammanställningen. Uppföljningen öppnades igen. Orsak: {WHY}" in told
    assert (await stored(on_each)).closings == 2


async def test_owners_can_answer_again(parlour: Parlour) -> None:
    await closed(parlour)
    await opened_again(parlour)

    await parlour.press("karin", await parlour.list_of("karin"), Verb.REPEAT_ANSWER)

    assert len(await parlour.saved()) == 1


@pytest.mark.parametrize("why", ["", "x", "x" * 301])
async def test_a_round_is_not_opened_again_without_a_reason(parlour: Parlour, why: str) -> None:
    await closed(parlour)

    reply = await opened_again(parlour, why=why)

    assert "Öppna uppföljningen igen?" in text(reply)
    assert (await stored(parlour)).state is RoundState.CLOSED


async def test_one_person_is_given_longer_and_told(on_each: Parlour) -> None:
    form = await on_each.press("maja", await manage(on_each), Verb.ASK_EXTEND_ONE)
    inputs = {"person": str(on_each.plan.karin), "day": "2023-09-15"}

    receipts = await asyncio.gather(
        *(on_each.press("maja", form, Verb.EXTEND_ONE, inputs=inputs) for _ in range(2))
    )
    await on_each.deliver()

    assert all("Karin Ek har tid till fredag 15 september." in text(receipt) for receipt in receipts)
    assert [(row.state, row.until) for row in await matters_of(on_each)] == [("granted", date(2023, 9, 15))]
    assert "fredag 15 september" in heard(on_each, "karin")


@pytest.mark.parametrize("inputs", [{}, {"person": "999", "day": "2023-09-15"}, {"day": "2024-09-15"}])
async def test_nobody_is_given_longer_without_a_person_and_a_day(
    parlour: Parlour, inputs: dict[str, str]
) -> None:
    form = await parlour.press("maja", await manage(parlour), Verb.ASK_EXTEND_ONE)
    before = await parlour.everything()

    reply = await parlour.press("maja", form, Verb.EXTEND_ONE, inputs=inputs)

    assert "Ge någon längre tid?" in text(reply)
    assert await parlour.everything() == before


STEERING = [
    Verb.SHOW_ROUND,
    Verb.ASK_EXTEND,
    Verb.PREVIEW_EXTEND,
    Verb.EXTEND_ROUND,
    Verb.ASK_EXTEND_ONE,
    Verb.EXTEND_ONE,
    Verb.ASK_CLOSE_ROUND,
    Verb.CLOSE_ROUND,
    Verb.ASK_REOPEN,
    Verb.REOPEN_ROUND,
]


@pytest.mark.parametrize("verb", STEERING)
@pytest.mark.parametrize("name", ["karin", "henrik"])
async def test_nobody_else_steers_a_round(parlour: Parlour, verb: Verb, name: str) -> None:
    before = await parlour.everything(but="audit_event")

    reply = await parlour.send(
        name, verb, {"round": parlour.plan.follow_up_round_id, "revision": 0, "chosen": LATER, "once": "k"}
    )

    assert isinstance(reply, Refuse)
    assert await parlour.everything(but="audit_event") == before
    assert await deeds(parlour) == ["role.refused"]


@pytest.mark.parametrize("verb", STEERING)
async def test_a_round_that_is_not_there_is_refused(parlour: Parlour, verb: Verb) -> None:
    before = await parlour.everything()

    reply = await parlour.send("maja", verb, {"round": 999, "revision": 0, "once": "k"})

    assert isinstance(reply, Refuse)
    assert await parlour.everything() == before


async def test_the_dates_are_changed_from_here_too(parlour: Parlour) -> None:
    managed = await parlour.send("maja", Verb.SHOW_ROUND, {"round": parlour.plan.follow_up_round_id})

    assert "Ändra datum" in text(managed)
    assert isinstance(await parlour.press("maja", managed, Verb.ASK_DATES), Replace)


async def test_a_closed_round_has_no_dates_to_change(parlour: Parlour) -> None:
    await parlour.close()

    managed = await parlour.send("maja", Verb.SHOW_ROUND, {"round": parlour.plan.follow_up_round_id})

    assert "Ändra datum" not in text(managed)
