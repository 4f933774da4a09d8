"""What holds for every card in both languages, at everyday and at extreme sizes."""

from collections.abc import Callable, Mapping

import orjson
import pytest

from cards.amendment import about_amendment
from cards.card import Card, JsonValue
from cards.chat_file import about_file
from cards.fields import text_of
from cards.finding import search_of
from cards.installing import installing_of
from cards.new_year import about_new_year
from cards.nudging.payloads import nudge_of
from cards.payloads import data_of, item_of, matter_of, sending_of, unit_of, worklist_of
from cards.plain_text import size
from cards.question.payloads import ASKED, LISTED, WARNED, question_of, questions_of
from cards.rehearsal.about import day_of, sample_of
from cards.render import MOST_CHARACTERS
from cards.repetition import data_of_rest, rest_of
from cards.report.payloads import document_of, report_of
from cards.said import data_of_typed, data_of_understood, typed_of, understood_of
from cards.steering.payloads import round_of
from cards.strangers import about_stranger
from cards.summary.payloads import summary_of
from cards.todo import FROM_HERE, page_in
from cards.verbs import Verb
from cards.words import Words
from cards.year.payloads import carried, dates_of, has_dates, new_of, typed_dates, year_of
from domain.people import Language
from tests.cards.gallery import every_card, of_type, seen_buttons

LONG_TITLE = "Byt ut alla armaturer i trapphusen " * 6
SIZES = {"everyday": ("Byt lampor", 3), "extreme": (LONG_TITLE[:200], 60)}
SCALES = {f"{scale}, {language.value}": (scale, language) for scale in SIZES for language in Language}
MOST_BUTTONS = 6

Data = Mapping[str, JsonValue]


def _of_the_list(data: Data) -> Data:
    """What is pressed in the strategists' list, and which page of it comes back."""
    about: Data = {}
    if "stranger" in data:
        about = {"stranger": about_stranger(data)}
    elif "matter" in data:
        about = data_of(matter_of(data))
    until = {"until": text_of(data, "until")} if "until" in data else {}
    return {**about, **until, FROM_HERE: text_of(data, FROM_HERE) == "true", "page": page_in(data)}


def _of_questions(data: Data) -> Data:
    """A page of the list, or one question that leads back to it."""
    about = data_of(matter_of(data)) if "matter" in data else {}
    warned = {WARNED: True} if text_of(data, WARNED) == "true" else {}
    return {**about, **warned, **questions_of(data).data}


# What a button's data is built from again, by a name that only such data has; the first that is there counts.
SENT: Mapping[str, Callable[[Data], object]] = {
    "to": lambda data: nudge_of(data).data,
    "find": lambda data: search_of(data).data,
    "listed": lambda data: installing_of(data).data,
    "rehearsed": lambda data: day_of(data).data,
    "sample": lambda data: sample_of(data).data,
    ASKED: lambda data: question_of(data).data,
    LISTED: _of_questions,
    "stop": lambda data: summary_of(data).data,
    "unit": lambda data: data_of(unit_of(data)),
    FROM_HERE: _of_the_list,
    "stranger": lambda data: {"stranger": about_stranger(data)},
    "mark": lambda data: about_amendment(data).data,
    "shift": lambda data: about_new_year(data).data,
    "sending": lambda data: data_of(sending_of(data)),
    "told": lambda data: _of_dates(dates_of(data).data, data),
    "reference": lambda data: _of_dates(new_of(data).data, data),
    "revision": lambda data: round_of(data).data,
    "file": lambda data: about_file(data).data,
    "items": lambda data: data_of_rest(rest_of(data)),
    "said": lambda data: data_of_understood(understood_of(data)),
    "typed": lambda data: data_of_typed(*typed_of(data)),
    "matter": lambda data: data_of(matter_of(data)),
    "item": lambda data: data_of(item_of(data)),
    "shown": lambda data: report_of(data).data,
    "kind": lambda data: document_of(data).data,
    "year": lambda data: year_of(data).data,
}


# All the cards of a scale are one test: there are a thousand, and a test each costs more than the looking.
@pytest.fixture(params=list(SCALES), scope="module")
def cards(request: pytest.FixtureRequest) -> Mapping[str, Card]:
    scale, language = SCALES[str(request.param)]
    text, many = SIZES[scale]
    return every_card(Words(language=language), text, many=many)


def test_a_card_is_version_1_5_with_a_fallback_and_a_notification(cards: Mapping[str, Card]) -> None:
    for name, card in cards.items():
        assert card.content["type"] == "AdaptiveCard", name
        assert card.content["version"] == "1.5", name
        assert card.content["fallbackText"] == card.summary != "", name


def test_a_card_is_small_enough_for_teams(cards: Mapping[str, Card]) -> None:
    for name, card in cards.items():
        assert size(card.json) < MOST_CHARACTERS, name


def test_a_card_is_json_without_gaps(cards: Mapping[str, Card]) -> None:
    for name, card in cards.items():
        again = orjson.loads(orjson.dumps(card.content))

        assert again == card.content, name
        assert b"null" not in orjson.dumps(card.content), name


def test_every_button_carries_a_verb_that_somebody_answers(cards: Mapping[str, Card]) -> None:
    for name, card in cards.items():
        verbs = {button["verb"] for button in of_type(card, "Action.Execute")}

        assert verbs <= set(Verb), name


def test_every_button_has_words_on_it(cards: Mapping[str, Card]) -> None:
    for name, card in cards.items():
        assert all(button["title"] for button in of_type(card, "Action.Execute")), name


def test_what_a_button_sends_can_be_read_when_it_comes_back(cards: Mapping[str, Card]) -> None:
    for name, card in cards.items():
        for button in of_type(card, "Action.Execute"):
            data = button.get("data")

            assert isinstance(data, dict), name
            again = next((read for name, read in SENT.items() if name in data), _of_worklist)
            assert again(data) == data, name


def _of_dates(about: Data, data: Data) -> object:
    return {**about, **(carried(typed_dates(data)) if has_dates(data) else {})}


def _of_worklist(data: Data) -> object:
    # Some buttons only ask what one may also write, and send nothing.
    return data_of(worklist_of(data)) if data else {}


def test_a_card_has_at_most_six_buttons_of_its_own(cards: Mapping[str, Card]) -> None:
    for name, card in cards.items():
        body = card.content["body"]
        assert isinstance(body, list), name
        rows = [each for each in body if isinstance(each, dict) and each["type"] == "ActionSet"]

        assert len([each for row in rows for each in seen_buttons(row)]) <= MOST_BUTTONS, name


def test_every_input_has_a_label(cards: Mapping[str, Card]) -> None:
    for name, card in cards.items():
        inputs = of_type(card, "Input.Text", "Input.ChoiceSet", "Input.Toggle", "Input.Number", "Input.Date")

        assert all(field["label"] for field in inputs), name


def test_every_text_wraps_or_is_short(cards: Mapping[str, Card]) -> None:
    for name, card in cards.items():
        blocks = of_type(card, "TextBlock")

        assert all(
            block.get("wrap") or len(str(block["text"])) < len("100 of 100 left!") for block in blocks
        ), name


def test_every_chart_says_what_to_read_where_it_cannot_be_shown(cards: Mapping[str, Card]) -> None:
    for name, card in cards.items():
        for chart in of_type(card, "Chart.Donut", "Chart.HorizontalBar.Stacked"):
            fallback = chart["fallback"]

            assert isinstance(fallback, dict), name
            assert fallback["text"], name


def test_every_tappable_row_tells_a_screen_reader_what_it_does(cards: Mapping[str, Card]) -> None:
    for name, card in cards.items():
        taps = [each["selectAction"] for each in of_type(card, "Container") if "selectAction" in each]

        assert all(isinstance(tap, dict) and tap["title"] and tap["tooltip"] for tap in taps), name
