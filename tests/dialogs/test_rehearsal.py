"""The strategist rehearses a round, and has its cards sent to herself alone."""

import asyncio

import pytest

from bot.demo.chat import buttons
from cards.card import JsonValue
from cards.verbs import Verb
from dialogs.turn import Refuse, Replace, Say, Show
from domain.deliveries import FailureReason
from scheduler.messenger import DeliveryError
from tests.dialogs.parlour import Parlour, card, text
from tests.scheduler.stage import text_of
from tests.stored import stored


async def test_a_strategist_sees_the_round_day_by_day(parlour: Parlour) -> None:
    first = await parlour.say("maja", "Torrkörning")
    second = await parlour.press("maja", first, Verb.SHOW_REHEARSAL)

    assert isinstance(first, Show)
    assert "om ingen svarade under tiden" in text(first)
    assert "tisdag 22 augusti" in text(first)
    assert "Första påminnelsen" in text(first)
    assert "tisdag 5 september" in text(second)


async def test_in_english_too(parlour: Parlour) -> None:
    assert isinstance(await parlour.say("maja", "rehearsal"), Show)


async def test_who_would_get_it_is_told_by_name_with_the_deputy(parlour: Parlour) -> None:
    shown = await parlour.say("maja", "torrkörning")

    told = text(await parlour.press("maja", shown, Verb.SHOW_REHEARSED_NAMES))

    assert "Karin Ek" in told
    assert "går till ersättaren Johan Åkerlund" in told


async def test_looking_sends_nothing_and_stores_nothing(parlour: Parlour) -> None:
    before = await parlour.everything(but="contact_point")

    shown = await parlour.say("maja", "torrkörning")
    await parlour.press("maja", shown, Verb.SHOW_REHEARSED_NAMES)
    await parlour.deliver()

    assert await parlour.everything(but="contact_point") == before
    assert parlour.came("karin") == []


async def test_the_cards_come_to_whoever_asked_and_to_nobody_else(parlour: Parlour) -> None:
    shown = await parlour.say("maja", "torrkörning")

    told = await parlour.press("maja", shown, Verb.SEND_REHEARSAL)

    came = [text_of(each) for each in parlour.came("maja")]
    assert isinstance(told, Replace)
    assert all("Torrkörning – ingen annan har fått det här" in each for each in came)
    assert ["Sammanställning" in each for each in came][-1]
    assert len(came) == 5
    assert all(parlour.came(name) == [] for name in ("karin", "johan", "amina", "henrik"))


async def test_each_sort_of_card_is_shown_in_the_rehearsal_itself(parlour: Parlour) -> None:
    shown = await parlour.press("maja", await parlour.say("maja", "torrkörning"), Verb.SHOW_REHEARSED_CARD)
    seen = [text(shown)]
    for nth in (0, 1, 1, 1):
        shown = await parlour.press("maja", shown, Verb.SHOW_REHEARSED_CARD, nth=nth)
        seen.append(text(shown))

    assert all("Så här ser kortet ut" in each for each in seen)
    assert "Första påminnelsen" in seen[0]
    assert "Cykelpool för tjänsteresor" in seen[0]
    assert "Sammanställning" in seen[-1]
    assert len(set(seen)) == 5
    assert parlour.came("maja") == []


async def test_nothing_in_the_card_that_is_shown_can_be_pressed(parlour: Parlour) -> None:
    rehearsal = await parlour.say("maja", "torrkörning")

    shown = await parlour.press("maja", rehearsal, Verb.SHOW_REHEARSED_CARD)

    verbs = {each.verb for each in buttons(card(shown).content)}
    assert verbs == {Verb.SHOW_REHEARSED_CARD, Verb.SHOW_REHEARSAL}
    assert "Knappar: " in text(shown)


async def test_the_card_leads_back_to_the_day_that_it_was_asked_from(parlour: Parlour) -> None:
    second = await parlour.press("maja", await parlour.say("maja", "torrkörning"), Verb.SHOW_REHEARSAL)

    shown = await parlour.press("maja", second, Verb.SHOW_REHEARSED_CARD)
    back = await parlour.press("maja", shown, Verb.SHOW_REHEARSAL)

    assert "Påminnelse på vägen" in text(shown)
    assert "tisdag 5 september" in text(back)


async def test_a_sort_that_does_not_go_out_any_longer_is_said_not_to(parlour: Parlour) -> None:
    shown = await parlour.say("maja", "torrkörning")
    await parlour.close()

    assert "inget sådant kort" in text(await parlour.press("maja", shown, Verb.SHOW_REHEARSED_CARD)).lower()


async def test_the_same_press_twice_sends_them_once(parlour: Parlour) -> None:
    shown = await parlour.say("maja", "torrkörning")

    first, second = await asyncio.gather(
        parlour.press("maja", shown, Verb.SEND_REHEARSAL), parlour.press("maja", shown, Verb.SEND_REHEARSAL)
    )

    assert text(first) == text(second)
    assert len(parlour.came("maja")) == 5


async def test_no_button_in_a_rehearsed_card_does_anything(parlour: Parlour) -> None:
    shown = await parlour.say("maja", "torrkörning")
    await parlour.press("maja", shown, Verb.SEND_REHEARSAL)
    before = await parlour.everything()
    [first, *_] = parlour.came("maja")
    assert not isinstance(first, str)

    pressed = await parlour.press("maja", first, Verb.PRESS_REHEARSED)

    assert isinstance(pressed, Refuse)
    assert "torrkörning" in text(pressed)
    assert await parlour.everything() == before


async def test_no_verb_of_the_real_card_is_left_in_a_rehearsed_one(parlour: Parlour) -> None:
    shown = await parlour.say("maja", "torrkörning")
    await parlour.press("maja", shown, Verb.SEND_REHEARSAL)

    verbs = {verb for each in parlour.came("maja") for verb in Verb if f'"verb": "{verb}"' in text_of(each)}

    assert verbs == {Verb.PRESS_REHEARSED}


async def test_what_could_not_be_sent_is_told(parlour: Parlour) -> None:
    shown = await parlour.say("maja", "torrkörning")
    parlour.messenger.fail_next(DeliveryError(FailureReason.UNAVAILABLE, permanent=False, code="502"))

    told = text(await parlour.press("maja", shown, Verb.SEND_REHEARSAL))

    assert "5 kort kunde inte skickas" in told


async def test_a_closed_round_says_that_nothing_more_goes_out(parlour: Parlour) -> None:
    shown = await parlour.say("maja", "torrkörning")
    await parlour.close()

    about: dict[str, JsonValue] = {"round": parlour.plan.follow_up_round_id, "once": "a-key"}
    told = text(await parlour.send("maja", Verb.SHOW_REHEARSAL, about))
    sent = await parlour.press("maja", shown, Verb.SEND_REHEARSAL)

    assert "stängd" in told
    assert isinstance(sent, Replace)
    assert parlour.came("maja") == []


@pytest.mark.parametrize(
    "verb", [Verb.SHOW_REHEARSAL, Verb.SHOW_REHEARSED_NAMES, Verb.SHOW_REHEARSED_CARD, Verb.SEND_REHEARSAL]
)
@pytest.mark.parametrize("name", ["karin", "henrik"])
async def test_nobody_but_a_strategist_rehearses(parlour: Parlour, verb: Verb, name: str) -> None:
    about: dict[str, JsonValue] = {
        "round": parlour.plan.follow_up_round_id,
        "rehearsed": "2023-08-22",
        "sample": "first",
        "once": "a-key",
    }

    assert isinstance(await parlour.send(name, verb, about), Refuse)
    assert isinstance(await parlour.say(name, "torrkörning"), Say)
    assert parlour.came(name) == []


@pytest.mark.parametrize(
    ("verb", "about"),
    [
        (Verb.SHOW_REHEARSAL, {"round": "x"}),
        (Verb.SHOW_REHEARSED_NAMES, {"rehearsed": "i går"}),
        (Verb.SHOW_REHEARSED_NAMES, {"rehearsed": ["2023-08-22"]}),
        (Verb.SHOW_REHEARSED_CARD, {"sample": "allt"}),
        (Verb.SHOW_REHEARSED_CARD, {"sample": ["first"]}),
        (Verb.SHOW_REHEARSED_CARD, {}),
        (Verb.SHOW_REHEARSED_CARD, {"round": 4711, "sample": "first"}),
        (Verb.SEND_REHEARSAL, {"once": ""}),
        (Verb.SHOW_REHEARSAL, {"round": 4711}),
        (Verb.SHOW_REHEARSED_NAMES, {"round": 4711, "rehearsed": "2023-08-22"}),
        (Verb.SEND_REHEARSAL, {"round": 4711, "once": "a-key"}),
    ],
)
async def test_a_hand_made_payload_is_refused(
    parlour: Parlour, verb: Verb, about: dict[str, JsonValue]
) -> None:
    sent: dict[str, JsonValue] = {"round": parlour.plan.follow_up_round_id, **about}

    assert isinstance(await parlour.send("maja", verb, sent), Refuse)
    assert parlour.came("maja") == []


async def test_a_day_on_which_nothing_happens_any_longer_says_so(parlour: Parlour) -> None:
    about: dict[str, JsonValue] = {"round": parlour.plan.follow_up_round_id, "rehearsed": "2023-01-01"}

    assert "inget gå ut" in text(await parlour.send("maja", Verb.SHOW_REHEARSED_NAMES, about))


async def test_that_the_cards_were_sent_is_in_the_audit_trail(parlour: Parlour) -> None:
    shown = await parlour.say("maja", "torrkörning")
    await parlour.press("maja", shown, Verb.SEND_REHEARSAL)

    rows = (await stored(parlour.database, parlour.plan.tenant_id))["audit_event"]

    assert "rehearsal.sent" in str(rows)
