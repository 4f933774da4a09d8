"""Help names what one may do, and nothing else."""

import pytest

from bot.demo.chat import buttons
from cards.verbs import Verb
from tests.dialogs.parlour import Parlour, card, text

OWNERS = {Verb.MY_ACTIVITIES}
STRATEGISTS = {Verb.OVERVIEW, Verb.SUMMARY}
DIRECTORS = {Verb.SUMMARY}


@pytest.mark.parametrize(
    ("name", "offered"), [("karin", OWNERS), ("maja", STRATEGISTS), ("henrik", DIRECTORS)]
)
@pytest.mark.parametrize("words", ["hjälp", "Hej!", "vad är klockan?"])
async def test_everybody_is_offered_what_they_may_do(
    parlour: Parlour, name: str, offered: set[Verb], words: str
) -> None:
    shown = card(await parlour.say(name, words))

    assert {button.verb for button in buttons(shown.content)} == offered


async def test_what_was_not_understood_is_said_to_be(parlour: Parlour) -> None:
    assert "förstod jag inte" in text(await parlour.say("karin", "vad är klockan?"))


@pytest.mark.parametrize("name", ["karin", "maja", "henrik"])
async def test_every_button_of_the_help_works(parlour: Parlour, name: str) -> None:
    shown = await parlour.say(name, "hjälp")

    for button in buttons(card(shown).content):
        assert card(await parlour.press(name, shown, Verb(button.verb)))


async def test_an_owner_learns_how_to_stop_reminders_and_to_answer_in_words(parlour: Parlour) -> None:
    shown = text(await parlour.say("karin", "hjälp"))

    assert "pausa påminnelser" in shown
    assert "jag är borta till fredag" in shown
    assert "alla utom 2 oförändrade" in shown


@pytest.mark.parametrize("name", ["maja", "henrik"])
async def test_who_owns_nothing_is_not_told_of_reminders(parlour: Parlour, name: str) -> None:
    assert "påminnelser" not in text(await parlour.say(name, "hjälp"))
