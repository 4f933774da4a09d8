"""The cards about absence, one's own wishes, and answers in words, for the gallery."""

from datetime import date, time

from cards import absence, preferences
from cards.absence import AbsenceFields, Choosing
from cards.card import Card
from cards.payloads import AboutWorklist
from cards.words import Words
from domain.absence import AbsenceFault, Gap
from domain.calendar import WorkingHours
from domain.people import Absence, PersonId
from domain.rounds import FollowUpRoundId
from domain.wishes import Wishes, WishFault
from tests.cards import givens
from tests.domain.examples import CALENDAR

ABOUT = AboutWorklist(follow_up_round_id=FollowUpRoundId(7), owner_id=PersonId(1))
AWAY = Absence(first_day=date(2023, 9, 1), last_day=date(2024, 8, 31), deputy_id=PersonId(2))


def cards_about_time(words: Words, text: str, many: int) -> dict[str, Card]:
    """All of them by name."""
    return _about_absence(words, text, many) | _about_wishes(words, text)


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
        "away": absence.receipt(AWAY, people[-1], words, today=givens.TODAY, gap=gap, is_reachable=False),
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
