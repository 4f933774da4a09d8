"""What people press and write: the data of a card, the answer form, and sentences."""

from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import parse_qsl, urlencode

import orjson

from bench import card, presses, town_texts
from bench.fuzzing.target import Target
from cards import answer_form as form_card
from cards import finding, installing, payloads, repetition, said
from cards.card import JsonValue
from cards.fields import PayloadError
from cards.nudging import payloads as nudging
from cards.question import payloads as question
from cards.rehearsal import about as rehearsal
from cards.report import payloads as report
from cards.steering import payloads as steering
from cards.summary import payloads as summary
from cards.year import payloads as year
from dialogs.drafting import form_of
from domain import absence, days_in_words, personal_data, text_answers, typed
from domain.answer_form import check

TODAY = date(2023, 9, 5)
ITEM = card.item(0)
Data = Mapping[str, JsonValue]
PARSERS: tuple[Callable[[Data], object], ...] = (
    *(payloads.worklist_of, payloads.item_of, payloads.unit_of, payloads.sending_of, payloads.matter_of),
    *(said.understood_of, said.typed_of, finding.search_of, installing.installing_of, repetition.rest_of),
    *(nudging.nudge_of, nudging.picked_of, nudging.typed_of, question.question_of, question.questions_of),
    *(rehearsal.day_of, rehearsal.sample_of, report.report_of, report.document_of, steering.round_of),
    *(summary.summary_of, year.year_of, year.new_of, year.occasion_of, year.dates_of),
)
SENTENCES = (
    "1 klar",
    "2 försenad väntar på upphandling",
    "alla oförändrade utom 3",
    "1.1 klart, 40 %; 2 pågår",
    "jag är borta till 15 augusti",
    "jag är borta v. 29-31",
    "borta 1/7-14/7",
    "den 3 oktober kl. 9",
    "19121212-1212 och 070-174 06 05",
    "https://borlange.example/a?b=1",
    "12,5 %",
)


def pressed(content: bytes) -> object:
    """The data of a button, read by everything that reads such."""
    try:
        data = orjson.loads(content)
    except orjson.JSONDecodeError:
        return None
    return [_parsed(parser, data) for parser in PARSERS] if isinstance(data, dict) else None


def form(content: bytes) -> object:
    """The fields of the answer form, as a browser sends them: read, checked, and as it is shown again."""
    fields = dict(parse_qsl(content.decode("utf-8", "replace"), keep_blank_values=True))
    try:
        typed_in = form_of(fields)
    except PayloadError as error:
        return error
    return form_card.as_typed(typed_in, TODAY), check(typed_in, ITEM, TODAY, asks_next_year=True)


def sentence(content: bytes) -> object:
    """What somebody writes to the bot, read by everything that looks for something in it."""
    text = content.decode("utf-8", "replace")
    told = absence.told_in(text)
    return (
        text_answers.message_of(text),
        days_in_words.days_of(text if told is None else told, TODAY),
        days_in_words.day_of(text, TODAY),
        *(absence.day_in(text), typed.day_of(text), typed.link_of(text)),
        *(typed.percentage_of(text), typed.number_of(text, "kWh"), typed.is_ambiguous(text)),
        *(personal_data.has_identity_number(text), personal_data.has_telephone_number(text)),
    )


def _parsed(parser: Callable[[Data], object], data: Data) -> object:
    try:
        return parser(data)
    except PayloadError as error:
        return error


def _seeds_of_buttons() -> tuple[bytes, ...]:
    about = dict.fromkeys(("round", "owner", "item", "based", "leaf", "taps", "unit", "measure", "page"), 1)
    words = {"once": "k", "asked": "x", "by": "measure", "sending": "k", "matter": 1, "decision": "yes"}
    another = {"year": 2024, "occasion": "interim_accounts"}
    return orjson.dumps({**about, **words, **presses.FORM}), orjson.dumps(another)


TARGETS = {
    "button": Target(pressed, _seeds_of_buttons()),
    "form": Target(
        form, (urlencode(presses.FORM).encode(), urlencode({**presses.FORM, "percent": "x"}).encode())
    ),
    "sentence": Target(sentence, tuple(each.encode() for each in (*SENTENCES, *town_texts.COMMENTS))),
}
