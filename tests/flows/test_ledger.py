"""The ledger over HTTP: somebody is not reached, comes back, and gets the reminder after a change of mind."""

from cards.verbs import Verb
from tests.bot.teams.connector_server import refusal
from tests.flows.town import Town
from tests.shown import said

NINE = "2023-08-22T09:00:00+02:00"


async def karin_blocks_us_and_everybody_is_reminded(town: Town) -> None:
    for chat in town.chats.values():
        await chat.install()
    blocked = refusal(403, "MessageWritesBlocked")
    town.cloud.refuse(town.chats["karin"].conversation_id, blocked)
    await town.move_to(NINE)


async def maja_opens_the_ledger(town: Town) -> str:
    maja = town.chats["maja"]
    await maja.say("läge")
    assert "⚠ Senaste påminnelsen: 1 nåddes inte · 2 skickade" in said(maja.latest)
    await maja.press(Verb.SHOW_DELIVERIES)
    return said(maja.latest)


async def karin_comes_back(town: Town) -> None:
    town.cloud.refuse(town.chats["karin"].conversation_id, None)
    await town.chats["karin"].say("hej")


async def maja_sends_again(town: Town) -> str:
    maja = town.chats["maja"]
    await maja_opens_the_ledger(town)
    await maja.press(Verb.ASK_AGAIN)
    assert "Skicka igen till 1 person?" in said(maja.latest)
    await maja.press(Verb.SEND_AGAIN)
    return said(maja.latest)


async def test_who_was_not_reached_is_shown_with_what_helps_until_it_has_helped(on_each: Town) -> None:
    await karin_blocks_us_and_everybody_is_reminded(on_each)
    maja = on_each.chats["maja"]

    ledger = await maja_opens_the_ledger(on_each)
    assert "Be personen häva blockeringen." in ledger
    await maja.press(Verb.ASK_AGAIN)
    assert "Ingen av dem som inte nåddes går att nå än." in said(maja.latest)

    await karin_comes_back(on_each)
    assert "Det är åtgärdat nu. Skicka igen." in await maja_opens_the_ledger(on_each)


async def test_what_is_undone_reaches_nobody_and_what_is_asked_for_anew_reaches_once(on_each: Town) -> None:
    await karin_blocks_us_and_everybody_is_reminded(on_each)
    await karin_comes_back(on_each)
    maja, before = on_each.chats["maja"], len(on_each.came_to("karin"))

    assert "Skickas kl. 09.05." in await maja_sends_again(on_each)
    await on_each.move_to("2023-08-22T09:04:00+02:00")
    await maja.press(Verb.UNDO_NUDGE)
    assert "Utskicket är ångrat" in said(maja.latest)
    await on_each.move_to("2023-08-22T09:10:00+02:00")
    assert len(on_each.came_to("karin")) == before

    await maja.say("läge")
    await maja.press(Verb.ASK_NUDGE)
    await maja.press(Verb.NUDGE)
    await on_each.move_to("2023-08-22T09:20:00+02:00")
    assert len(on_each.came_to("karin")) == before + 1


async def test_after_five_minutes_the_reminder_has_gone_and_the_receipt_says_so(on_each: Town) -> None:
    await karin_blocks_us_and_everybody_is_reminded(on_each)
    await karin_comes_back(on_each)
    maja, before = on_each.chats["maja"], len(on_each.came_to("karin"))

    await maja_sends_again(on_each)
    receipt = maja.latest
    await on_each.move_to("2023-08-22T09:06:00+02:00")
    await maja.press(Verb.UNDO_NUDGE, card=receipt)

    assert len(on_each.came_to("karin")) == before + 1
    assert "Det fanns inget kvar att avbryta." in said(maja.latest)
    assert "1 skickades kl. 09.05." in said(maja.latest)
    await maja.say("läge")
    assert "Senaste påminnelsen: 3 skickade" in said(maja.latest)
