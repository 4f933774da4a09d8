"""The strategist's talk: the truth about who has answered, and exactly one reminder for each press."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.chat import buttons
from cards.verbs import Verb
from dialogs.turn import Refuse
from domain.contact import ContactState
from domain.rounds import FollowUpRoundId, RoundState
from storage import contacts as contact_store
from storage import rounds as round_store
from storage.tables import ReminderRow
from tests import plans
from tests.dialogs.parlour import Parlour, card, text

EVENING = datetime(2023, 8, 22, 18, 30, tzinfo=UTC)


async def nudges(parlour: Parlour) -> list[int]:
    """Whom somebody has asked us to remind, by person."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        rows = (await session.sql.exec(session.rows(ReminderRow))).all()
    return sorted(row.person_id for row in rows if row.kind == "nudge")


async def state(parlour: Parlour) -> RoundState:
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        found = await round_store.find(session, FollowUpRoundId(parlour.plan.follow_up_round_id))
    assert found is not None
    return found.state


async def change_state(parlour: Parlour, new: RoundState) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await round_store.change_state(session, parlour.plan.follow_up_round, new)


async def lose(parlour: Parlour, name: str) -> None:
    """That person has removed the app."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await contact_store.set_state(session, parlour.contact(name), ContactState.UNINSTALLED, parlour.at)


async def test_the_overview_counts_by_unit(parlour: Parlour) -> None:
    await parlour.press("karin", await parlour.list_of("karin"), Verb.REPEAT_ANSWER)

    shown = text(await parlour.say("maja", "läge"))

    assert "1 av 4 besvarade" in shown
    assert "Sektor samhällsbyggnad\n1 av 2 besvarade" in shown
    assert "Tunabyggen\n0 av 2 besvarade" in shown


async def test_the_names_stand_behind_a_tap(parlour: Parlour) -> None:
    await lose(parlour, "karin")
    overview = await parlour.say("maja", "läge")
    rows = [each.title for each in buttons(card(overview).content) if each.verb == Verb.SHOW_UNIT]
    nth = rows.index("Visa namnen i Sektor samhällsbyggnad")

    unit = await parlour.press("maja", overview, Verb.SHOW_UNIT, nth=nth)

    assert "Karin Ek" not in text(overview)
    assert "Karin Ek" in text(unit)


async def test_nothing_is_sent_before_the_strategist_has_seen_to_whom(parlour: Parlour) -> None:
    overview = await parlour.say("maja", "läge")
    before = await parlour.everything()

    question = await parlour.press("maja", overview, Verb.ASK_NUDGE)

    for name in ("Karin Ek", "Amina Yusuf", "Johan Åkerlund"):
        assert name in text(question)
    assert await parlour.everything() == before


async def test_a_press_reminds_each_once_however_often_it_is_repeated(on_each: Parlour) -> None:
    plan = on_each.plan
    question = await on_each.press("maja", await on_each.say("maja", "läge"), Verb.ASK_NUDGE)

    replies = await asyncio.gather(*(on_each.press("maja", question, Verb.NUDGE) for _ in range(3)))

    assert await nudges(on_each) == sorted([plan.karin, plan.amina, plan.johan])
    assert len({text(reply) for reply in replies}) == 1
    assert "3 personer får en påminnelse" in text(replies[0])


async def test_a_new_question_an_hour_later_is_a_new_reminder(parlour: Parlour) -> None:
    for _ in range(2):
        question = await parlour.press("maja", await parlour.say("maja", "läge"), Verb.ASK_NUDGE)
        await parlour.press("maja", question, Verb.NUDGE)
        parlour.at += timedelta(minutes=5)
        await parlour.deliver()
        parlour.at += timedelta(minutes=61)

    assert len(await nudges(parlour)) == 6


async def test_a_nudge_waits_until_it_can_no_longer_be_undone(parlour: Parlour) -> None:
    question = await parlour.press("maja", await parlour.say("maja", "läge"), Verb.ASK_NUDGE)
    receipt = await parlour.press("maja", question, Verb.NUDGE)
    assert "efter 5 minuter" in text(question)
    assert "Skickas kl. 09.05." in text(receipt)

    await parlour.deliver()
    assert parlour.came("karin") == []
    parlour.at += timedelta(minutes=5)
    await parlour.deliver()

    assert len(parlour.came("karin")) == 1


async def test_without_time_to_undo_a_nudge_is_carried_at_once(parlour: Parlour) -> None:
    parlour.undo = timedelta(0)
    question = await parlour.press("maja", await parlour.say("maja", "läge"), Verb.ASK_NUDGE)
    receipt = await parlour.press("maja", question, Verb.NUDGE)
    assert parlour.woken == 1
    assert "skickas direkt" in text(question)
    assert "Påminnelserna är på väg." in text(receipt)

    await parlour.deliver()

    assert len(parlour.came("karin")) == 1


async def test_just_before_the_evening_there_is_still_time_to_undo(parlour: Parlour) -> None:
    parlour.at = EVENING.replace(hour=15, minute=57)
    question = await parlour.press("maja", await parlour.say("maja", "läge"), Verb.ASK_NUDGE)

    receipt = await parlour.press("maja", question, Verb.NUDGE)

    for shown in (question, receipt):
        assert "onsdag 23 augusti kl. 07.00" in text(shown)


async def test_who_cannot_be_reached_is_named_and_not_counted(parlour: Parlour) -> None:
    await lose(parlour, "karin")
    question = await parlour.press("maja", await parlour.say("maja", "läge"), Verb.ASK_NUDGE)

    receipt = await parlour.press("maja", question, Verb.NUDGE)

    assert "2 personer får en påminnelse" in text(receipt)
    assert "Karin Ek" in text(receipt)
    assert parlour.plan.karin not in await nudges(parlour)


async def test_who_answers_between_question_and_press_is_not_reminded(parlour: Parlour) -> None:
    question = await parlour.press("maja", await parlour.say("maja", "läge"), Verb.ASK_NUDGE)
    await parlour.press("amina", await parlour.list_of("amina"), Verb.REPEAT_ANSWER)

    await parlour.press("maja", question, Verb.NUDGE)

    assert await nudges(parlour) == sorted([parlour.plan.karin, parlour.plan.johan])


async def test_one_unit_alone_can_be_reminded(parlour: Parlour) -> None:
    plan = parlour.plan
    await parlour.send(
        "maja", Verb.NUDGE, {"round": plan.follow_up_round_id, "unit": plan.sector_id, "once": "k"}
    )

    assert await nudges(parlour) == [plan.karin]


async def test_in_the_evening_the_receipt_says_when_it_is_sent(parlour: Parlour) -> None:
    parlour.at = EVENING
    question = await parlour.press("maja", await parlour.say("maja", "läge"), Verb.ASK_NUDGE)

    receipt = await parlour.press("maja", question, Verb.NUDGE)
    await parlour.deliver()

    assert "onsdag 23 augusti kl. 07.00" in text(receipt)
    assert parlour.came("karin") == []


@pytest.mark.parametrize("new", [RoundState.CLOSED, RoundState.PLANNED])
@pytest.mark.parametrize("verb", [Verb.ASK_NUDGE, Verb.NUDGE])
async def test_nobody_is_reminded_of_a_round_that_takes_no_answers(
    parlour: Parlour, verb: Verb, new: RoundState
) -> None:
    await change_state(parlour, new)
    before = await parlour.everything()

    reply = await parlour.send("maja", verb, {"round": parlour.plan.follow_up_round_id, "once": "k"})

    assert isinstance(reply, Refuse)
    assert "Ingen påmindes" in text(reply)
    assert await parlour.everything() == before


async def test_a_nudge_on_a_card_of_last_years_round_reminds_nobody(parlour: Parlour) -> None:
    before = await parlour.everything()

    await parlour.send("maja", Verb.NUDGE, {"round": parlour.plan.earlier_round_id, "once": "k"})

    assert await parlour.everything() == before


async def test_a_round_can_be_opened_ahead_of_its_day_once(planned: Parlour) -> None:
    planned.at = plans.INTERIM_OPENS - timedelta(days=3)
    question = await planned.press("maja", await planned.say("maja", "läge"), Verb.ASK_OPEN_ROUND)
    assert await state(planned) is RoundState.PLANNED

    receipts = await asyncio.gather(*(planned.press("maja", question, Verb.OPEN_ROUND) for _ in range(2)))

    assert await state(planned) is RoundState.OPEN
    assert all("Uppföljningen är öppen" in text(receipt) for receipt in receipts)
    stored = await planned.everything()
    assert sum("round.opened" in row for row in stored["audit_event"]) == 1


async def test_opening_early_writes_to_nobody(planned: Parlour) -> None:
    planned.at = plans.INTERIM_OPENS - timedelta(days=3)
    await planned.send("maja", Verb.OPEN_ROUND, {"round": planned.plan.follow_up_round_id, "once": "k"})

    await planned.deliver()

    assert planned.messenger.carried == []


async def test_a_closed_round_stays_closed(parlour: Parlour) -> None:
    await change_state(parlour, RoundState.CLOSED)
    before = await parlour.everything()

    reply = await parlour.send("maja", Verb.OPEN_ROUND, {"round": parlour.plan.follow_up_round_id})

    assert "Stängd sedan" in text(reply)
    assert await parlour.everything() == before


async def test_a_round_that_is_open_is_not_asked_about_again(parlour: Parlour) -> None:
    reply = await parlour.send("maja", Verb.ASK_OPEN_ROUND, {"round": parlour.plan.follow_up_round_id})

    assert "redan öppen" in text(reply)


@pytest.mark.parametrize(
    "verb",
    [Verb.SHOW_OVERVIEW, Verb.SHOW_UNIT, Verb.ASK_NUDGE, Verb.NUDGE, Verb.ASK_OPEN_ROUND, Verb.OPEN_ROUND],
)
async def test_a_round_that_is_not_there_is_refused(parlour: Parlour, verb: Verb) -> None:
    before = await parlour.everything()

    reply = await parlour.send("maja", verb, {"round": 999, "unit": 1, "once": "k"})

    assert isinstance(reply, Refuse)
    assert await parlour.everything() == before


async def test_a_unit_that_is_not_there_is_refused(parlour: Parlour) -> None:
    reply = await parlour.send(
        "maja", Verb.SHOW_UNIT, {"round": parlour.plan.follow_up_round_id, "unit": 999}
    )

    assert isinstance(reply, Refuse)
