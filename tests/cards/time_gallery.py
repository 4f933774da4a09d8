"""The cards about absence, one's own wishes, and answers in words, for the gallery."""

from dataclasses import replace
from datetime import date, time

from cards import absence, preferences, understood
from cards.absence import AbsenceFields, Choosing, Settled
from cards.card import Card
from cards.payloads import AboutWorklist
from cards.understood import Telling
from cards.words import Words
from domain.absence import AbsenceFault, Gap
from domain.answers import Progress
from domain.calendar import WorkingHours
from domain.people import Absence, PersonId
from domain.rounds import FollowUpRoundId
from domain.text_answers import LONGEST_TEXT, MOST_ROWS, message_of
from domain.understood import Understood, judged, read
from domain.wishes import Wishes, WishFault
from domain.worklist import WorkItem
from tests.cards import givens
from tests.domain.examples import CALENDAR

ABOUT = AboutWorklist(follow_up_round_id=FollowUpRoundId(7), owner_id=PersonId(1))
AWAY = Absence(first_day=date(2023, 9, 1), last_day=date(2024, 8, 31), deputy_id=PersonId(2))
KEY = "0123456789abcdef"
WORDS = (
    "klar text",
    "försenad text",
    "enligt plan 60 % text",
    "nedlagd pengarna är slut",
    "oförändrat",
    "vet ej",
)


def cards_about_time(words: Words, text: str, many: int) -> dict[str, Card]:
    """All of them by name."""
    return (
        _about_absence(words, text, many)
        | _about_wishes(words, text)
        | _about_answers_in_words(words, text, many)
    )


def _about_absence(words: Words, text: str, many: int) -> dict[str, Card]:
    people = [givens.person(number, text) for number in range(1, many + 1)]
    typed = AbsenceFields(first=text, last=text, person=text, search=text)
    choosing = Choosing(
        reader=people[0],
        people=people,
        units={people[0].org_unit_id: text},
        today=givens.TODAY,
        about=ABOUT,
        faults={"first": AbsenceFault.MISSING, "last": AbsenceFault.TOO_LONG},
        deputy_fault=text,
        notice=text,
    )
    gap = Gap(first=AWAY.first_day, last=AWAY.last_day, instead=people[-1])
    return {
        "away?": absence.ask(typed, choosing, words),
        "away": absence.receipt(
            Settled(absence=AWAY, deputy=people[-1], gap=gap, is_reachable=False, about=ABOUT),
            words,
            givens.TODAY,
        ),
        "back": absence.ended(words),
        "not away after all": absence.called_off(words),
        "was not away": absence.not_away(words),
    }


def _about_wishes(words: Words, text: str) -> dict[str, Card]:
    typed = preferences.WishFields(
        begins=text, ends=text, paused=text, faults=dict.fromkeys(("begins", "ends"), WishFault.NOT_A_TIME)
    )
    wishes = Wishes(hours=WorkingHours(begins=time(8), ends=time(12)), wants_only_the_deadline=True)
    return {
        "wishes?": preferences.ask(typed, words, CALENDAR),
        "wishes": preferences.receipt(wishes, words, CALENDAR),
        "paused": preferences.paused(words),
        "resumed": preferences.resumed(words),
    }


def _about_answers_in_words(words: Words, text: str, many: int) -> dict[str, Card]:
    rows = min(many, MOST_ROWS)
    view = givens.worklist(tuple(_item(number, text) for number in range(1, rows + 1)))
    lines = [f"{number} {WORDS[number % len(WORDS)]}" for number in range(1, rows + 1)]
    message = message_of("\n".join([*lines, "77 klar"]))
    assert message is not None
    # A message in words is never longer than this, whoever writes it.
    short = f"a{text[: LONGEST_TEXT // rows - 20]}"
    read_so = read(message, view, givens.TODAY)
    reading = replace(read_so, rows=tuple(_saying(short, row) for row in read_so.rows))
    everything = message_of("alla oförändrade")
    assert everything is not None
    all_unchanged = read(everything, view, givens.TODAY)
    telling = Telling(about=ABOUT, key=KEY, astray=[text, text], notice=text)
    return {
        "understood": understood.understood(reading, telling, words),
        "understood too late": understood.understood(reading, replace(telling, can_save=False), words),
        "understood and saved": understood.saved(view, rows, [text] * rows, words, givens.TODAY),
        "all unchanged": understood.understood(all_unchanged, Telling(about=ABOUT, key=KEY), words),
    }


def _saying(text: str, row: Understood) -> Understood:
    """The same row with another text in it."""
    form = replace(
        row.form,
        comment=row.form.comment and text,
        obstacle_text=row.form.obstacle_text and text,
    )
    return (
        judged(replace(row, form=form, statement=None), givens.TODAY)
        if row.statement
        else replace(row, form=form)
    )


def _item(number: int, text: str) -> WorkItem:
    return givens.item(
        number,
        givens.statement(Progress.DELAYED, text) if number % 4 == 0 else None,
        owner=givens.person(1, text),
        belongs_to=givens.measure(number, text),
        previous=givens.statement(Progress.ON_TRACK, text),
        text=text,
    )
