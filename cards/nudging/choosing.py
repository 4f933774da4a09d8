"""Choosing whom to remind one by one, among those who have something left and can be reached."""

from dataclasses import replace

from cards.asking import Choice, Field, FieldKind, Press, asking
from cards.card import Card
from cards.nudging.payloads import CHOSEN, AboutNudge, listed
from cards.nudging.turning import page_presses
from cards.paging import Page, page_of
from cards.plain_text import excerpt
from cards.turning import page_words
from cards.verbs import Verb
from cards.words import Words
from domain.nudging import Place

CHOICES_ON_A_PAGE = 100
LONGEST_CHOSEN = 40


def page_of_people(places: tuple[Place, ...], number: int) -> Page[Place]:
    """The page of those who can be chosen."""
    reachable = [place for place in places if not place[1].is_unreachable]
    reachable.sort(key=lambda place: (place[1].person.name.casefold(), place[1].person.person_id))
    return page_of(reachable, number, CHOICES_ON_A_PAGE)


def choose(
    places: tuple[Place, ...], about: AboutNudge, words: Words, *, number: int = 0, fault: str = ""
) -> Card:
    """The list. Whoever is chosen on one page stays chosen on the others."""
    shown = page_of_people(places, number)
    on_page = {standing.person.person_id for _, standing in shown.items}
    here = replace(about, picked_from=shown.number)
    elsewhere = len(about.chosen - on_page)
    return asking(
        words,
        words.say("Whom do you want to remind?"),
        sentences=[
            words.say(
                "These have something left and can be reached. You see the whole list before it is sent."
            ),
            words.count("{n} chosen on another page.", "{n} chosen on other pages.", elsewhere)
            if elsewhere
            else "",
            page_words(shown, words),
        ],
        fields=[_field(shown, about, words, fault)],
        presses=[
            *page_presses(here, Verb.TURN_PEOPLE, shown, words),
            Press(
                title=words.say("Show the list"),
                verb=Verb.ASK_NUDGE,
                data=here.data,
                sends=True,
                is_main=True,
            ),
            Press(
                title=words.say("Back"),
                verb=Verb.ASK_NUDGE,
                data=replace(about, chosen=frozenset(), picked_from=None).data,
            ),
        ],
    )


def _field(shown: Page[Place], about: AboutNudge, words: Words, fault: str) -> Field:
    on_page = {standing.person.person_id for _, standing in shown.items}
    return Field(
        kind=FieldKind.SEVERAL,
        name=CHOSEN,
        label=words.say("People"),
        placeholder=words.say("Write a part of a name"),
        choices=[
            Choice(title=_title(place, words), value=str(place[1].person.person_id)) for place in shown.items
        ],
        value=listed(about.chosen & on_page),
        fault=fault,
    )


def _title(place: Place, words: Words) -> str:
    org_unit, standing = place
    left = words.count("{n} left", "{n} left", standing.outstanding)
    name, unit = (excerpt(each, LONGEST_CHOSEN) for each in (standing.person.name, org_unit.name))
    return f"{name} · {unit} · {left}"
