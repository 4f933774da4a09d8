"""The delivery ledger as the strategist meets it, and sending again to exactly those who were not reached."""

import asyncio
from datetime import timedelta

import pytest

from cards.verbs import Verb
from dialogs.turn import Refuse, Reply
from domain.contact import ContactState
from domain.deliveries import FailureReason
from domain.rounds import RoundState
from scheduler import reminders as scheduled
from scheduler import rounds as closing
from scheduler.messenger import DeliveryError
from storage import contacts as contact_store
from storage import rounds as round_store
from tests import plans
from tests.dialogs.parlour import Parlour, text

BLOCKED = DeliveryError(FailureReason.BLOCKED, permanent=True, code="MessageWritesBlocked")
REJECTED = DeliveryError(FailureReason.REJECTED, permanent=True, code="BadArgument")
THROTTLED = DeliveryError(
    FailureReason.THROTTLED, permanent=False, code="429", retry_after=timedelta(minutes=10)
)


async def remind(parlour: Parlour, **refused: DeliveryError) -> None:
    """The step that has come is carried; those named are refused."""
    for name, error in refused.items():
        parlour.messenger.refuse(parlour.contact(name).entra_object_id, error)
    await scheduled.run(parlour.database, parlour.at, plans.CALENDAR)
    await parlour.deliver()
    for name in refused:
        parlour.messenger.refuse(parlour.contact(name).entra_object_id, None)


async def ledger(parlour: Parlour) -> Reply:
    return await parlour.press("maja", await parlour.say("maja", "läge"), Verb.SHOW_DELIVERIES)


async def comes_back(parlour: Parlour, name: str) -> None:
    """The person writes to us again."""
    await parlour.say(name, "mina aktiviteter")


async def test_before_anybody_has_been_reminded_there_is_no_ledger_to_open(parlour: Parlour) -> None:
    overview = text(await parlour.say("maja", "läge"))

    assert "Utskick" not in overview
    assert "Senaste påminnelsen" not in overview


async def test_the_overview_says_when_somebody_was_not_reached(parlour: Parlour) -> None:
    await remind(parlour, karin=BLOCKED)

    overview = text(await parlour.say("maja", "läge"))

    assert "⚠ Senaste påminnelsen: 1 nåddes inte · 2 skickade" in overview
    assert "Utskick" in overview


async def test_the_ledger_tells_why_and_what_helps(parlour: Parlour) -> None:
    await remind(parlour, karin=BLOCKED)

    shown = text(await ledger(parlour))

    assert "1 nåddes inte · 2 skickade" in shown
    assert shown.index("⚠ Nåddes inte (1)") < shown.index("Karin Ek") < shown.index("✔ Skickade (2)")
    assert "Personen har blockerat appen." in shown
    assert "Be personen häva blockeringen." in shown
    assert "Johan Åkerlund\nkl. 09.00" in shown
    assert "Gick till ersättaren Johan Åkerlund." in shown


async def test_a_throttled_message_is_told_with_its_next_attempt(parlour: Parlour) -> None:
    parlour.messenger.fail_next(THROTTLED)
    await remind(parlour)

    shown = text(await ledger(parlour))

    assert "Strypt: Teams bad oss vänta. Nytt försök kl. 09.10." in shown


async def test_another_day_is_told_with_its_date(parlour: Parlour) -> None:
    await remind(parlour)
    parlour.at += timedelta(days=1)

    assert "22 aug kl. 09.00" in text(await ledger(parlour))


async def test_when_the_app_is_back_the_ledger_says_so(parlour: Parlour) -> None:
    await remind(parlour, karin=BLOCKED)
    await comes_back(parlour, "karin")

    assert "Det är åtgärdat nu. Skicka igen." in text(await ledger(parlour))


async def test_it_is_sent_again_to_those_who_can_be_reached_now_and_to_nobody_else(on_each: Parlour) -> None:
    await remind(on_each, karin=BLOCKED)
    await comes_back(on_each, "karin")
    carried = len(on_each.messenger.carried)
    question = await on_each.press("maja", await ledger(on_each), Verb.ASK_AGAIN)
    assert "Skicka igen till 1 person?" in text(question)
    assert "Karin Ek" in text(question)
    assert "Johan Åkerlund" not in text(question)

    receipts = await asyncio.gather(*(on_each.press("maja", question, Verb.SEND_AGAIN) for _ in range(2)))
    on_each.at += timedelta(minutes=5)
    await on_each.deliver()

    assert len({text(receipt) for receipt in receipts}) == 1
    assert "Skickas kl. 09.05." in text(receipts[0])
    assert len(on_each.messenger.carried) == carried + 1
    assert len(on_each.came("karin")) == 1
    assert "nåddes inte" not in text(await ledger(on_each))


async def test_who_still_cannot_be_reached_is_named_with_the_reason_and_gets_nothing(
    parlour: Parlour,
) -> None:
    await remind(parlour, karin=BLOCKED)
    question = await parlour.press("maja", await ledger(parlour), Verb.ASK_AGAIN)

    assert "Ingen av dem som inte nåddes går att nå än." in text(question)
    assert "har blockerat appen" in text(question)
    assert "Karin Ek" in text(question)
    assert "Skicka igen till" not in text(question)


async def test_a_fault_that_may_have_passed_is_tried_again(parlour: Parlour) -> None:
    await remind(parlour, karin=REJECTED)

    question = await parlour.press("maja", await ledger(parlour), Verb.ASK_AGAIN)

    assert "Skicka igen till 1 person?" in text(question)


async def test_who_has_answered_everything_meanwhile_is_left_alone(parlour: Parlour) -> None:
    await remind(parlour, karin=REJECTED)
    shown = await ledger(parlour)
    question = await parlour.press("maja", shown, Verb.ASK_AGAIN)
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        for plan_activity_id in (parlour.plan.solar_roofs, parlour.plan.charging):
            await plans.answer(session, parlour.plan, plan_activity_id, parlour.plan.karin)

    receipt = await parlour.press("maja", question, Verb.SEND_AGAIN)

    assert "Ingen påmindes" in text(receipt)
    assert "Alla som inte nåddes har redan svarat på allt." in text(
        await parlour.press("maja", shown, Verb.ASK_AGAIN)
    )


async def test_sending_again_can_be_undone(parlour: Parlour) -> None:
    await remind(parlour, karin=REJECTED)
    question = await parlour.press("maja", await ledger(parlour), Verb.ASK_AGAIN)
    receipt = await parlour.press("maja", question, Verb.SEND_AGAIN)

    undone = await parlour.press("maja", receipt, Verb.UNDO_NUDGE)
    parlour.at += timedelta(minutes=10)
    await parlour.deliver()

    assert "Utskicket är ångrat" in text(undone)
    assert parlour.came("karin") == []


@pytest.mark.parametrize("verb", [Verb.ASK_AGAIN, Verb.SEND_AGAIN])
async def test_nothing_is_sent_again_in_a_closed_round(parlour: Parlour, verb: Verb) -> None:
    await remind(parlour, karin=REJECTED)
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await round_store.change_state(session, parlour.plan.follow_up_round, RoundState.CLOSED)
    before = await parlour.everything()

    reply = await parlour.send("maja", verb, {"round": parlour.plan.follow_up_round_id, "once": "k"})

    assert isinstance(reply, Refuse)
    assert "Ingen påmindes" in text(reply)
    assert await parlour.everything() == before


async def test_the_summary_stands_by_itself_when_the_round_has_closed(parlour: Parlour) -> None:
    await remind(parlour)
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await contact_store.set_state(
            session, parlour.contact("henrik"), ContactState.UNINSTALLED, parlour.at
        )
    parlour.at = plans.INTERIM_CLOSES
    await closing.run(parlour.database, parlour.at, plans.CALENDAR)
    await parlour.deliver()

    shown = text(await ledger(parlour))

    assert shown.index("Sammanställning") < shown.index("Henrik Norling") < shown.index("✔ Skickade")
    assert "Appen är inte installerad." in shown


async def test_a_round_that_is_not_there_has_no_ledger(parlour: Parlour) -> None:
    reply = await parlour.send("maja", Verb.SHOW_DELIVERIES, {"round": 999})

    assert isinstance(reply, Refuse)


async def test_a_page_that_is_not_there_is_the_last_one(parlour: Parlour) -> None:
    await remind(parlour)

    shown = await parlour.send(
        "maja", Verb.SHOW_DELIVERIES, {"round": parlour.plan.follow_up_round_id, "page": 99}
    )

    assert "✔ Skickade (3)" in text(shown)
