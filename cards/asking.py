"""Cards that ask for something: a heading, sentences, facts, a few fields, and the buttons that send them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from cards.card import Card, JsonValue
from cards.plain_text import cut_to_fit, excerpt
from cards.render import render
from cards.words import Words

LONGEST_HEADING = 250
LONGEST_SUMMARY = 300
LONGEST_OCCASION = 300
LONGEST_SENTENCE = 700
LONGEST_MEANING = 1_600
LONGEST_LABEL = 200
LONGEST_CHOICE = 120
LONGEST_VALUE = 1_500

Fact = tuple[str, str]


class FieldKind(StrEnum):
    """What a field looks like."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    PEOPLE = "people"
    SEVERAL = "several"
    DATE = "date"
    CLOCK = "clock"
    TOGGLE = "toggle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice of a list."""

    title: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. `fault` says what is wrong with what stands in it; `earliest` and `latest` are for dates.

    `placeholder` is what stands beside a toggle. One that must be filled in says so in `if_missing`, which
    the client shows before anything is sent.
    """

    kind: FieldKind
    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    choices: Sequence[Choice] = ()
    longest: int = 0
    earliest: str = ""
    latest: str = ""
    fault: str = ""
    if_missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button with what it sends back; `sends` says whether what stands in the fields goes with it."""

    title: str
    verb: str
    data: dict[str, JsonValue] = field(default_factory=dict)
    sends: bool = False
    is_main: bool = False


def asking(
    words: Words,
    heading: str,
    *,
    occasion: str = "",
    notice: str = "",
    sentences: Sequence[str] = (),
    facts: Sequence[Fact] = (),
    fields: Sequence[Field] = (),
    remark: str = "",
    presses: Sequence[Press] = (),
    longest_meaning: int = LONGEST_MEANING,
    notification: str = "",
) -> Card:
    """A card of that kind. `notice` says why nothing was done, `remark` what to bear in mind when writing.

    `longest_meaning` is for lists of names, which are cut nowhere but by pages. `notification` is what the
    toast says, where it is not the heading and the sentences.
    """
    return render(
        "asking",
        words,
        summary=excerpt(notification or " ".join([heading, *sentences]), LONGEST_SUMMARY),
        occasion=excerpt(occasion, LONGEST_OCCASION),
        heading=excerpt(heading, LONGEST_HEADING),
        notice=cut_to_fit(notice, LONGEST_SENTENCE),
        sentences=[cut_to_fit(each, LONGEST_SENTENCE) for each in sentences if each],
        facts=[(term, cut_to_fit(meaning, longest_meaning)) for term, meaning in facts if meaning],
        fields=[replace(each, fault=cut_to_fit(each.fault, LONGEST_SENTENCE)) for each in fields],
        is_faulty=any(each.fault for each in fields),
        remark=remark,
        presses=presses,
    )


def typed(text: str) -> str:
    """What was typed, as it goes back into its field; only what was sent past the form is cut."""
    return cut_to_fit(text, LONGEST_VALUE)


def day_value(day: date | None) -> str:
    """A day as a date field has it."""
    return day.isoformat() if day else ""
