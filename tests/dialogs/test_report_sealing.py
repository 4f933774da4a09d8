"""The director approves what was shown: once, alone, and a new version only with cause."""

import asyncio
from datetime import timedelta

import pytest

from bot.demo.chat import buttons
from cards.card import Card, JsonValue
from cards.verbs import Verb
from dialogs.turn import Refuse, Replace, Reply, Show
from storage import diary_numbers
from tests.dialogs.matters import deeds
from tests.dialogs.parlour import Parlour, card, text
from tests.dialogs.reports import (
    answered_late,
    approved,
    closed_again,
    content_of,
    make_director,
    opened,
    reopened,
    versions,
)

WHY = "Två svar kom efter den första versionen."


async def test_what_was_shown_is_kept_with_who_approved_it_and_when(on_each: Parlour) -> None:
    shown = text(await approved(on_each))

    [seal] = await versions(on_each)
    assert (seal.version, seal.sealed_by, seal.sealed_by_name, seal.sealed_at, seal.reason) == (
        1,
        on_each.plan.henrik,
        "Henrik Norling",
        on_each.at,
        "",
    )
    assert "Du har godkänt version 1." in shown
    assert "Godkänd av Henrik Norling 19 september 2023 kl. 17.00." in shown
    assert seal.in_short in shown
    assert (await deeds(on_each)).count("report.sealed") == 1


@pytest.mark.parametrize("name", ["karin", "maja"])
async def test_nobody_but_the_director_can_approve_even_by_hand(parlour: Parlour, name: str) -> None:
    await parlour.close()
    data = button(await opened(parlour))
    before = await parlour.everything(but="audit_event")

    reply = await parlour.send(name, Verb.SEAL_REPORT, data)

    assert isinstance(reply, Refuse)
    assert "Bara direktören kan godkänna rapporten." in text(reply)
    assert await parlour.everything(but="audit_event") == before
    assert (await deeds(parlour)).count("role.refused") == 1


async def test_a_double_click_makes_one_version(on_each: Parlour) -> None:
    await on_each.close()
    shown = await opened(on_each)

    replies = await asyncio.gather(*(on_each.press("henrik", shown, Verb.SEAL_REPORT) for _ in range(3)))

    told = sorted(text(reply) for reply in replies)
    assert len(await versions(on_each)) == 1
    assert sum("Du har godkänt version 1." in each for each in told) == 1
    assert sum("Du har redan godkänt version 1" in each for each in told) == 2
    assert (await deeds(on_each)).count("report.sealed") == 1


async def test_of_two_directors_at_once_one_approves_and_the_other_is_told_who_did(on_each: Parlour) -> None:
    await make_director(on_each, "maja")
    await on_each.close()
    his, hers = await opened(on_each), await opened(on_each, "maja")

    *replies, summary, same = await asyncio.gather(
        on_each.press("henrik", his, Verb.SEAL_REPORT),
        on_each.press("maja", hers, Verb.SEAL_REPORT),
        on_each.say("henrik", "sammanställning"),
        on_each.say("maja", "sammanställning"),
    )

    [seal] = await versions(on_each)
    told = " ".join(text(reply) for reply in replies)
    assert f"Version 1 är redan godkänd av {seal.sealed_by_name}," in told
    assert "Inget mer har gjorts." in told
    assert all("0 av 4 aktiviteter besvarade" in text(each) for each in (summary, same))


async def test_data_that_changed_after_they_were_shown_are_not_approved_unseen(parlour: Parlour) -> None:
    await parlour.close()
    shown = await opened(parlour)
    await answered_late(parlour)

    reply = await parlour.press("henrik", shown, Verb.SEAL_REPORT)

    assert "Uppgifterna har ändrats sedan du såg dem" in text(reply)
    assert "1 av 4 aktiviteter besvarade" in text(reply)
    assert await versions(parlour) == ()

    again = await parlour.press("henrik", reply, Verb.SEAL_REPORT)

    assert "Du har godkänt version 1." in text(again)


async def test_an_open_round_is_not_approved_whatever_the_card_says(parlour: Parlour) -> None:
    await parlour.close()
    shown = await opened(parlour)
    await reopened(parlour, "Fel siffror.")

    reply = await parlour.press("henrik", shown, Verb.SEAL_REPORT)

    assert "Uppföljningen är inte stängd, så inget har godkänts." in text(reply)
    assert await versions(parlour) == ()


async def test_another_version_is_made_only_when_something_has_changed(parlour: Parlour) -> None:
    shown = await approved(parlour)

    reply = await parlour.send("henrik", Verb.SEAL_REPORT, {**button_like(parlour), "next": 2})

    assert "Version 1 är godkänd, och inget har ändrats sedan dess." in text(shown)
    assert "Inget har ändrats sedan den senaste versionen" in text(reply)
    assert len(await versions(parlour)) == 1


async def test_another_version_says_why_it_was_made_and_what_changed(parlour: Parlour) -> None:
    await approved(parlour)
    await answered_late(parlour)

    shown = await opened(parlour)
    without = await parlour.press("henrik", shown, Verb.SEAL_REPORT, inputs={"reason": " "})
    reply = await parlour.press("henrik", without, Verb.SEAL_REPORT, inputs={"reason": WHY})

    first, second = await versions(parlour)
    assert "Sedan version 1: 1 svar som kom senare." in text(shown)
    assert "Skriv kort varför." in text(without) or "Berätta kort varför." in text(without)
    assert f"Skäl: {WHY}" in text(reply)
    assert (first.version, second.version, second.reason) == (1, 2, WHY)
    assert first.sha256 != second.sha256


async def test_a_reason_that_is_too_long_is_given_back_with_what_is_wrong(parlour: Parlour) -> None:
    await approved(parlour)
    await answered_late(parlour)

    reply = await parlour.press(
        "henrik", await opened(parlour), Verb.SEAL_REPORT, inputs={"reason": "x" * 301}
    )

    assert "högst 300" in text(reply)
    assert "x" * 301 in card(reply).json.decode()
    assert len(await versions(parlour)) == 1


async def test_the_reason_for_opening_again_is_proposed(parlour: Parlour) -> None:
    await approved(parlour)
    await reopened(parlour, "Två enheter hade fel siffror.")
    open_again = text(await opened(parlour))
    await closed_again(parlour)

    reply = await parlour.press("henrik", await opened(parlour), Verb.SEAL_REPORT)

    assert "Preliminärt" in open_again
    assert "Godkänn version" not in open_again
    assert "Skäl: Öppnades igen: Två enheter hade fel siffror." in text(reply)
    assert len(await versions(parlour)) == 2


async def test_an_old_version_is_the_same_bytes_whatever_comes_after(on_each: Parlour) -> None:
    await approved(on_each)
    [first] = await versions(on_each)
    before = await content_of(on_each, first)

    await answered_late(on_each)
    await on_each.press("henrik", await opened(on_each), Verb.SEAL_REPORT, inputs={"reason": WHY})

    assert await content_of(on_each, first) == before
    assert (await versions(on_each))[0] == first


async def test_a_card_from_before_the_version_tells_who_approved_it(parlour: Parlour) -> None:
    await parlour.close()
    old = await opened(parlour)
    await parlour.press("henrik", old, Verb.SEAL_REPORT)
    await answered_late(parlour)

    reply = await parlour.press("henrik", old, Verb.SEAL_REPORT)

    assert "Du har redan godkänt version 1" in text(reply)
    assert len(await versions(parlour)) == 1


async def test_a_diary_number_that_was_typed_is_saved_when_the_report_is_approved(parlour: Parlour) -> None:
    await approved(parlour, diary="MN 2023/117")

    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        number = await diary_numbers.of_round(session, parlour.plan.follow_up_round_id)
    assert number == "MN 2023/117"
    assert len(await versions(parlour)) == 1


@pytest.mark.parametrize("shown", ["", "ab" * 32, "x" * 65, "\x00", 7, None, ["a"]], ids=repr)
async def test_a_checksum_that_was_never_shown_approves_nothing(parlour: Parlour, shown: JsonValue) -> None:
    await parlour.close()
    before = await parlour.everything()

    await parlour.send("henrik", Verb.SEAL_REPORT, {**button_like(parlour), "shown": shown})

    assert await parlour.everything() == before


def button_like(parlour: Parlour) -> dict[str, JsonValue]:
    return {"round": parlour.plan.follow_up_round_id, "next": 1, "shown": "ab" * 32, "was": ""}


def button(reply: Reply) -> dict[str, JsonValue]:
    """What the button to approve carries."""
    [found] = [each for each in buttons(card(reply).content) if each.verb == Verb.SEAL_REPORT]
    return dict(found.data)


async def test_the_strategists_are_told_once_who_approved_which_version(on_each: Parlour) -> None:
    shown = await approved(on_each)

    await on_each.deliver()
    await on_each.deliver()

    told = [text(Show(each)) for each in on_each.came("maja") if isinstance(each, Card)]
    assert [each for each in told if "Version 1 av rapporten är godkänd" in each] == told
    assert len(told) == 1
    assert "Henrik Norling godkände rapporten om Delårsbokslut 2023" in told[0]
    assert "Version 1 av rapporten är godkänd" not in str(on_each.came("henrik"))
    assert isinstance(shown, Replace)


async def test_a_later_version_tells_why_and_what_it_changes(parlour: Parlour) -> None:
    await approved(parlour)
    parlour.at += timedelta(hours=17)
    await answered_late(parlour)
    await parlour.press(
        "henrik", await opened(parlour), Verb.SEAL_REPORT, inputs={"reason": "Ett svar kom sent."}
    )

    await parlour.deliver()

    [second] = [
        text(Show(each))
        for each in parlour.came("maja")
        if isinstance(each, Card) and "Version 2 av rapporten är godkänd" in text(Show(each))
    ]
    assert "Ett svar kom sent." in second
    assert "Ändrat sedan version 1" in second
    assert "1 svar som kom senare" in second


async def test_the_summary_tells_the_director_whether_there_is_anything_to_approve(parlour: Parlour) -> None:
    before = text(await parlour.say("henrik", "sammanställning"))
    await parlour.close()
    closed = text(await parlour.say("henrik", "sammanställning"))
    await parlour.press("henrik", await opened(parlour), Verb.SEAL_REPORT)
    sealed = text(await parlour.say("henrik", "sammanställning"))
    parlour.at += timedelta(days=1)
    await answered_late(parlour)
    late = text(await parlour.say("henrik", "sammanställning"))

    assert "godkänd" not in before
    assert "Rapporten är inte godkänd än." in closed
    assert "Version 1 av rapporten är godkänd.\n" in sealed
    assert "Version 1 av rapporten är godkänd. Sedan dess har 1 svar kommit eller rättats." in late
