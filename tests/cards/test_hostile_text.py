"""Whatever people write, a card stays what it was, and nobody's words act in somebody else's client."""

from collections import Counter
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.answer_form import answer_form
from cards.card import Card
from cards.message import message
from cards.plain_text import could_be_markup, size
from cards.render import MOST_CHARACTERS
from cards.summary import front
from cards.words import Words
from domain.answer_form import FormFields
from tests.cards import givens
from tests.cards.gallery import ITEM, elements, every_card, of_type, shown

HOSTILE = (
    '"',
    "\\",
    '"},{"type":"Action.OpenUrl"',
    "{{ 7*7 }}",
    "{% raw %}",
    "{# x #}",
    "{name}",
    "{",
    "<at>Alla</at>",
    "[Läs mer](http://ond.example)",
    "[a]: http://ond.example",
    "![x](http://ond.example/x.png)",
    "<http://ond.example>",
    "**fet**",
    "\n- punkt",
    "1. ett",
    "# rubrik",
    "\r\n",
    "\t",
    "\u2028",
    "\u202e",
    "\x00",
    "😀",
    "\ud83d",
    "\udc00",
    "אבג",
    "&copy;",
)
texts = st.lists(
    st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(codec=None), min_size=1, max_size=20)),
    min_size=1,
    max_size=8,
).map("".join)
WORDS = Words()


@cache
def calm() -> Mapping[str, Card]:
    """Every card with a text that harms nothing."""
    return every_card(WORDS, "Lugn")


def kinds(card: object) -> Counter[str]:
    """How many there are of each kind; a plain text and a rich one are the same kind here."""
    found = Counter(str(element["type"]) for element in elements(card))
    found["text"] = found.pop("TextBlock", 0) + found.pop("RichTextBlock", 0)
    del found["TextRun"]
    return found


@settings(max_examples=30, deadline=None)
@given(text=texts.filter(lambda text: any(character.isalnum() for character in text)))
def test_no_text_changes_what_a_card_is_made_of(text: str) -> None:
    for name, card in every_card(WORDS, f"Lugn {text}").items():
        assert kinds(card.content) == kinds(calm()[name].content), name


@settings(max_examples=30, deadline=None)
@given(text=texts)
def test_no_text_is_left_where_a_client_could_read_it_as_markdown(text: str) -> None:
    for name, card in every_card(WORDS, f"Lugn {text}").items():
        for block in of_type(card, "TextBlock"):
            assert not could_be_markup(str(block["text"])), name


@given(text=texts)
def test_what_was_typed_comes_back_in_the_form_unchanged(text: str) -> None:
    form = FormFields(progress="delayed", comment=text, next_step=text, obstacle_text=text)

    card = answer_form(givens.item(), "Delårsbokslut", form, WORDS, payload=ITEM, today=givens.TODAY)

    values = {field["id"]: field["value"] for field in of_type(card, "Input.Text")}
    assert {values["comment"], values["next_step"], values["obstacle_text"]} == {whole(text)}


@given(text=texts)
def test_a_sentence_is_shown_as_it_was_written(text: str) -> None:
    card = message(WORDS, "Rubrik", [text])

    assert shown(card)[1] == whole(text)


@pytest.mark.parametrize("character", ["a", "å", '"', "\\", "\n", "😀", "\x00", "\ud800", "אּ"])
def test_ten_thousand_of_any_character_in_every_field_still_makes_cards_that_fit(character: str) -> None:
    for name, card in every_card(WORDS, character * 10_000).items():
        assert size(card.json) < MOST_CHARACTERS, name


def test_eight_thousand_characters_that_were_typed_come_back_whole() -> None:
    text = "a" * 8_000
    form = FormFields(progress="delayed", comment=text, next_step=text, obstacle_text=text)

    card = answer_form(givens.item(), "Delårsbokslut", form, WORDS, payload=ITEM, today=givens.TODAY)

    values = {field["id"]: field["value"] for field in of_type(card, "Input.Text")}
    assert {name: typed for name, typed in values.items() if typed} == {
        "comment": text,
        "next_step": text,
        "obstacle_text": text,
    }


def test_a_choice_that_is_none_of_ours_is_not_sent_back() -> None:
    form = FormFields(progress='"},{', obstacle_kind="x" * 10_000)

    card = answer_form(givens.item(), "Delårsbokslut", form, WORDS, payload=ITEM, today=givens.TODAY)

    assert {field["value"] for field in of_type(card, "Input.ChoiceSet")} == {""}


def test_a_link_in_an_owners_comment_is_only_text_to_the_director() -> None:
    link = "[Borlänge kommun](http://ond.example)"
    view = givens.summary(2, 6, text=link)

    card = front.summary(view, WORDS, municipality="Borlänge")

    reason = f"Hinder: Pengar. {link}"
    assert reason in shown(card)
    assert reason in {run["text"] for run in of_type(card, "TextRun")}


def whole(text: str) -> str:
    """The text with each half character replaced, as JSON can carry none."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
