"""Undoing, following and stopping what has been set going; every press is answered with what is true."""

import asyncio
from datetime import timedelta

import pytest

from cards.verbs import Verb
from dialogs.turn import Refuse, Reply
from domain.contact import ContactState
from domain.deliveries import FailureReason
from domain.people import Role
from domain.rounds import RoundState
from scheduler import reminders as scheduled
from scheduler.messenger import DeliveryError
from storage import contacts as contact_store
from storage import rounds as round_store
from storage.tables import PersonRoleRow
from tests import plans
from tests.dialogs.parlour import Parlour, text

BUSY = DeliveryError(FailureReason.UNAVAILABLE, permanent=False, code="502")


async def nudge(parlour: Parlour, name: str = "maja") -> Reply:
    """Everybody who is left is reminded; gives the receipt."""
    question = await parlour.press(name, await parlour.say(name, "läge"), Verb.ASK_NUDGE)
    return await parlour.press(name, question, Verb.NUDGE)


async def wait_until_it_is_sent(parlour: Parlour, minutes: int = 5) -> None:
    parlour.at += timedelta(minutes=minutes)
    await parlour.deliver()


async def plan_and_deliver(parlour: Parlour, *failures: DeliveryError) -> None:
    """The clock ticks: what the ladder asks for is decided and carried; the first attempts may fail."""
    await scheduled.run(parlour.database, parlour.at, plans.CALENDAR)
    parlour.messenger.fail_next(*failures)
    await parlour.deliver()


async def make_strategist(parlour: Parlour, name: str) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        session.sql.add(
            PersonRoleRow(
                tenant_id=parlour.plan.tenant_id,
                person_id=parlour.plan.person_id(name),
                role=Role.STRATEGIST.value,
            )
        )


async def close(parlour: Parlour) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await round_store.change_state(session, parlour.plan.follow_up_round, RoundState.CLOSED)


async def test_what_is_undone_in_time_reaches_nobody(on_each: Parlour) -> None:
    receipt = await nudge(on_each)
    on_each.at += timedelta(minutes=3)

    undone = await on_each.press("maja", receipt, Verb.UNDO_NUDGE)
    await wait_until_it_is_sent(on_each)

    assert "Utskicket är ångrat" in text(undone)
    assert "Du avbröt det kl. 09.03." in text(undone)
    assert "3 påminnelser skickas inte." in text(undone)
    assert on_each.messenger.carried == []


async def test_undoing_twice_is_undoing_once_and_told_once(on_each: Parlour) -> None:
    receipt = await nudge(on_each)

    replies = await asyncio.gather(*(on_each.press("maja", receipt, Verb.UNDO_NUDGE) for _ in range(3)))

    assert len({text(reply) for reply in replies}) == 1
    stored = await on_each.everything()
    assert sum("reminder.withdrawn" in row for row in stored["audit_event"]) == 1


async def test_after_everything_has_gone_there_is_nothing_to_undo(parlour: Parlour) -> None:
    receipt = await nudge(parlour)
    await wait_until_it_is_sent(parlour)
    before = await parlour.everything()

    late = await parlour.press("maja", receipt, Verb.UNDO_NUDGE)

    assert "Det fanns inget kvar att avbryta." in text(late)
    assert "3 skickades kl. 09.05." in text(late)
    assert await parlour.everything() == before


async def test_what_waits_for_another_attempt_can_be_stopped_and_the_rest_is_told(parlour: Parlour) -> None:
    receipt = await nudge(parlour)
    parlour.messenger.fail_next(BUSY)
    await wait_until_it_is_sent(parlour)
    shown = await parlour.press("maja", receipt, Verb.SHOW_NUDGE)
    assert "Påminnelserna skickas" in text(shown)
    assert "1 väntar på att skickas." in text(shown)
    assert "2 skickades kl. 09.05." in text(shown)
    assert "Avbryt resten" in text(shown)

    stopped = await parlour.press("maja", shown, Verb.UNDO_NUDGE)
    carried = len(parlour.messenger.carried)
    await wait_until_it_is_sent(parlour)

    assert "Utskicket är avbrutet" in text(stopped)
    assert "1 påminnelse skickas inte." in text(stopped)
    assert "2 hade redan skickats kl. 09.05." in text(stopped)
    assert len(parlour.messenger.carried) == carried


async def test_another_strategist_may_undo_it_and_the_first_is_told_who_did(parlour: Parlour) -> None:
    await make_strategist(parlour, "henrik")
    receipt = await nudge(parlour)

    by_another = await parlour.press("henrik", receipt, Verb.UNDO_NUDGE)
    by_the_first = await parlour.press("maja", receipt, Verb.UNDO_NUDGE)

    assert "Påminnelse från Maja Strand tisdag 22 augusti kl. 09.00." in text(by_another)
    assert "Du avbröt det kl. 09.00." in text(by_another)
    assert "Henrik Norling avbröt det kl. 09.00." in text(by_the_first)


async def test_the_question_pressed_once_more_does_not_undo_the_undoing(parlour: Parlour) -> None:
    question = await parlour.press("maja", await parlour.say("maja", "läge"), Verb.ASK_NUDGE)
    receipt = await parlour.press("maja", question, Verb.NUDGE)
    await parlour.press("maja", receipt, Verb.UNDO_NUDGE)

    again = await parlour.press("maja", question, Verb.NUDGE)
    await wait_until_it_is_sent(parlour)

    assert "Utskicket är ångrat" in text(again)
    assert parlour.messenger.carried == []


async def test_when_the_round_has_closed_nothing_more_is_sent_and_that_is_said(parlour: Parlour) -> None:
    receipt = await nudge(parlour)
    await close(parlour)

    shown = await parlour.press("maja", receipt, Verb.SHOW_NUDGE)
    await wait_until_it_is_sent(parlour)
    afterwards = await parlour.press("maja", receipt, Verb.UNDO_NUDGE)

    assert "Uppföljningen är stängd, så inget mer skickas." in text(shown)
    assert parlour.messenger.carried == []
    assert "Det fanns inget kvar att avbryta." in text(afterwards)


async def test_who_answers_before_it_goes_is_told_as_needing_nothing(parlour: Parlour) -> None:
    receipt = await nudge(parlour)
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await plans.answer(session, parlour.plan, parlour.plan.travel, parlour.plan.johan)
    await wait_until_it_is_sent(parlour)

    shown = await parlour.press("maja", receipt, Verb.SHOW_NUDGE)

    assert "1 hade redan svarat på allt och får ingen påminnelse." in text(shown)
    assert "2 skickades kl. 09.05." in text(shown)


async def test_who_has_blocked_us_meanwhile_is_counted_as_not_reached(parlour: Parlour) -> None:
    receipt = await nudge(parlour)
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await contact_store.set_state(session, parlour.contact("karin"), ContactState.BLOCKED, parlour.at)
    await wait_until_it_is_sent(parlour)

    shown = await parlour.press("maja", receipt, Verb.SHOW_NUDGE)

    assert "⚠ 1 nåddes inte." in text(shown)


@pytest.mark.parametrize("verb", [Verb.SHOW_NUDGE, Verb.UNDO_NUDGE, Verb.ASK_CANCEL, Verb.CANCEL])
@pytest.mark.parametrize("follow_up_round_id", [2, 999])
async def test_what_is_not_there_any_longer_is_refused_in_a_sentence(
    parlour: Parlour, verb: Verb, follow_up_round_id: int
) -> None:
    before = await parlour.everything()

    reply = await parlour.send("maja", verb, {"round": follow_up_round_id, "sending": "nudge:1:old"})

    assert isinstance(reply, Refuse)
    assert "finns inte kvar" in text(reply)
    assert await parlour.everything() == before


async def step_under_way(parlour: Parlour) -> Reply:
    """The first step has been decided for three, and one of them waits for another attempt."""
    await plan_and_deliver(parlour, BUSY)
    overview = await parlour.say("maja", "läge")
    return await parlour.press("maja", overview, Verb.SHOW_DELIVERIES)


async def test_a_step_of_the_ladder_is_stopped_only_after_a_question(parlour: Parlour) -> None:
    ledger = await step_under_way(parlour)
    before = await parlour.everything()

    question = await parlour.press("maja", ledger, Verb.ASK_CANCEL)

    assert await parlour.everything() == before
    for sentence in (
        "Avbryta resten?",
        "Påminnelse 15 arbetsdagar före sista svarsdagen.",
        "1 person väntar och får ingen påminnelse.",
        "2 skickades kl. 09.00.",
        "De som inte får den här påminnelsen får nästa som vanligt, tisdag 5 september kl. 09.00.",
    ):
        assert sentence in text(question)


async def test_whoever_missed_a_stopped_step_gets_the_next_one(parlour: Parlour) -> None:
    question = await parlour.press("maja", await step_under_way(parlour), Verb.ASK_CANCEL)

    stopped = await parlour.press("maja", question, Verb.CANCEL)
    carried = len(parlour.messenger.carried)
    await wait_until_it_is_sent(parlour, minutes=60)
    assert len(parlour.messenger.carried) == carried
    parlour.at = plans.SECOND_STEP
    await plan_and_deliver(parlour)

    assert "Utskicket är avbrutet" in text(stopped)
    assert "2 hade redan skickats kl. 09.00." in text(stopped)
    assert len(parlour.messenger.carried) == carried + 3


async def test_a_step_that_has_gone_meanwhile_is_not_asked_about(parlour: Parlour) -> None:
    ledger = await step_under_way(parlour)
    await wait_until_it_is_sent(parlour)

    answer = await parlour.press("maja", ledger, Verb.ASK_CANCEL)

    assert "Det fanns inget kvar att avbryta." in text(answer)
    assert "Påminnelserna är skickade" in text(answer)


async def test_nobody_who_is_no_strategist_stops_anything(parlour: Parlour) -> None:
    receipt = await nudge(parlour)

    refused = await parlour.press("karin", receipt, Verb.UNDO_NUDGE)

    assert isinstance(refused, Refuse)
    assert "3 personer får en påminnelse" in text(await parlour.press("maja", receipt, Verb.SHOW_NUDGE))
