"""The overview by measure, searching in it, and all about a nudge, with one text wherever people fill in."""

from dataclasses import replace

from cards import finding, overview
from cards.card import Card
from cards.finding import AboutSearch
from cards.notice_board import notice_board
from cards.nudging import choosing
from cards.nudging.payloads import AboutNudge
from cards.nudging.question import Telling, Typed, ask_nudge
from cards.payloads import AboutUnit
from cards.words import Words
from domain.contact import ContactState
from domain.findings import found
from domain.nudging import Nudging, Reminded, places
from domain.overview import Overview
from domain.people import PersonId
from tests.cards import givens

KEY = "0123456789abcdef"
ROUND = givens.follow_up_round().follow_up_round_id
ABOUT = AboutNudge(about=AboutUnit(follow_up_round_id=ROUND, key=KEY))
ASKER = PersonId(900)


def nudging(view: Overview, about: AboutNudge = ABOUT, *, just_now: int = 0, earlier: int = 0) -> Nudging:
    """Whom it is for; the first of them were reminded at this very moment, the next ones this morning."""
    asked = places(
        view,
        org_unit_id=about.about.org_unit_id,
        measure_id=about.about.measure_id,
        chosen=about.chosen,
    )
    ids = [standing.person.person_id for _, standing in asked or ()]
    at = givens.ANSWERED_AT
    morning = at.replace(hour=5)
    recent = [Reminded(person_id=each, at=at, by=ASKER) for each in ids[:just_now]]
    old = [Reminded(person_id=each, at=morning, by=None) for each in ids[just_now : just_now + earlier]]
    return Nudging(places=asked or (), at=at, reminded={each.person_id: each for each in [*recent, *old]})


def cards_about_nudging(words: Words, text: str, many: int) -> dict[str, Card]:
    """The question as it comes, with everything in it at once, and the list of people to choose among."""
    units, each = min(many, 40), many * 5
    view = givens.overview(units, each, name=text)
    lost = givens.overview(units, each, name=text, contact=ContactState.BLOCKED)
    of_unit = replace(ABOUT, about=replace(ABOUT.about, org_unit_id=view.units[0].org_unit.org_unit_id))
    of_measure = replace(ABOUT, about=replace(ABOUT.about, measure_id=view.measures[0].measure.measure_id))
    telling = Telling(when=text, asker=text, names={ASKER: text}, next_reminder=givens.ANSWERED_AT)
    typed = Typed(sentence=text, preview=True, doubt=text)
    people = places(view) or ()
    chosen = frozenset(standing.person.person_id for _, standing in people[: many * 2])
    searched = AboutSearch(follow_up_round_id=ROUND, searched=text[:50])
    at, today = givens.ANSWERED_AT, givens.TODAY
    by_measure = overview.overview(view, words, key=KEY, today=today, by_measure=True, at=at, reader=text)
    return {
        "nudge all?": ask_nudge(view, nudging(view), ABOUT, words, telling),
        "nudge a unit?": ask_nudge(lost, nudging(lost, of_unit), of_unit, words, telling),
        "nudge a measure?": ask_nudge(
            view, nudging(view, of_measure, just_now=2, earlier=2), of_measure, words, telling, given=typed
        ),
        "nudge with a fault?": ask_nudge(
            view, nudging(view, just_now=1), ABOUT, words, telling, given=replace(typed, fault=text)
        ),
        "choose people": choosing.choose(people, replace(ABOUT, chosen=chosen), words, fault=text),
        "choose more people": choosing.choose(people, replace(ABOUT, chosen=chosen), words, number=1),
        "overview by measure": by_measure,
        "notice board": notice_board(
            view, words, today=givens.TODAY, at=givens.ANSWERED_AT, bot_id="28:lageskoll"
        ),
        "measure": overview.measure(view, view.measures[0].measure.measure_id, words, key=KEY),
        "search": finding.finding(view, found(view, ""), replace(searched, searched=""), words),
        "found": finding.finding(view, found(view, searched.searched), searched, words),
        "not found": finding.finding(
            view, found(view, "ö" * 60), replace(searched, searched="ö" * 60), words
        ),
    }
