"""How people's own words are cut and kept from acting."""

import pytest

from cards.plain_text import as_written, cut_to_fit, encoded, excerpt, size, whole_characters


def test_a_short_text_is_its_own_excerpt() -> None:
    assert excerpt("Två hus är klara.", 140) == "Två hus är klara."


def test_an_excerpt_is_one_line_cut_at_a_word() -> None:
    assert excerpt("Två hus är klara,\nresten tas i höst.", 20) == "Två hus är klara…"


def test_a_word_longer_than_the_excerpt_is_cut_anyway() -> None:
    assert excerpt("a" * 50, 10) == "a" * 9 + "…"


def test_an_excerpt_turns_no_text_around() -> None:
    assert excerpt("Karin \u202eLind\u2069", 40) == "Karin Lind"


@pytest.mark.parametrize(
    "text",
    [
        "[Läs mer](http://ond.example)",
        "Läs mer\n\n[Läs mer]: http://ond.example",
        "<http://ond.example>",
        "**viktigt**",
        "rad ett\nrad två",
        "- punkt",
        "2. två",
        "    kod",
        "&copy;",
    ],
)
def test_a_text_that_could_be_markdown_becomes_a_run_that_cannot(text: str) -> None:
    block = as_written(
        {"type": "TextBlock", "text": text, "wrap": True, "weight": "bolder", "spacing": "none"}
    )

    assert block == {
        "type": "RichTextBlock",
        "spacing": "none",
        "inlines": [{"type": "TextRun", "text": text, "weight": "bolder"}],
    }


@pytest.mark.parametrize("text", ["2.1 Ta fram skötselplaner", "Borlänge – 40 %", "Byt 12 bilar (el)"])
def test_an_ordinary_text_stays_a_text_block(text: str) -> None:
    block = as_written({"type": "TextBlock", "text": text, "wrap": True, "style": "heading"})

    assert block == {"type": "TextBlock", "text": text, "wrap": True, "style": "heading"}


def test_an_inputs_value_is_never_touched() -> None:
    field = as_written({"type": "Input.Text", "value": "**fet**", "text": "**fet**"})

    assert field == {"type": "Input.Text", "value": "**fet**", "text": "**fet**"}


def test_an_emoji_counts_as_two() -> None:
    assert size(encoded("😀")) == size(encoded("ab"))


@pytest.mark.parametrize("text", ["a" * 500, '"' * 500, "😀" * 500, "\x00" * 500])
def test_a_text_is_cut_to_what_it_takes_in_the_card(text: str) -> None:
    cut = cut_to_fit(text, 100)

    assert text.startswith(cut)
    assert 90 <= size(encoded(cut)) <= 100


def test_half_a_character_is_replaced_wherever_it_stands() -> None:
    assert whole_characters({"a\ud83d": ["b\ude00", 1]}) == {"a\ufffd": ["b\ufffd", 1]}


def test_two_halves_that_belong_together_become_one() -> None:
    assert whole_characters("\ud83d\ude00") == "😀"
