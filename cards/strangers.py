"""Saying who a stranger is: which person of the plan, or nobody in it."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from cards import people_choice
from cards.asking import Press, asking
from cards.card import Card, JsonValue
from cards.fields import number_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.verbs import Verb
from cards.words import Words
from domain.people import OrgUnitId, Person, PersonId
from domain.strangers import ContactPointId, Stranger

NO_FAULTS: Mapping[str, str] = MappingProxyType({})
NOWHERE = OrgUnitId(0)


def about_stranger(data: Mapping[str, JsonValue]) -> ContactPointId:
    """Parse which stranger a button is about."""
    return ContactPointId(number_of(data, "stranger"))


def stranger_data(stranger: Stranger) -> dict[str, JsonValue]:
    """What a button about the stranger carries."""
    return {"stranger": stranger.contact_point_id}


def name_of(stranger: Stranger, words: Words) -> str:
    """What Teams calls them."""
    return excerpt(stranger.name, LONGEST_NAME) or words.say("Somebody whose name Teams did not tell")


def ask_who(
    stranger: Stranger,
    people: Collection[Person],
    units: Mapping[OrgUnitId, str],
    words: Words,
    *,
    notes: Mapping[PersonId, str],
    chosen: str = "",
    searched: str = "",
    fault: str = "",
) -> Card:
    """Everybody in the plan whom no Teams user is tied to."""
    say, name = words.say, name_of(stranger, words)
    return asking(
        words,
        say("Who is {name}?", name=name),
        sentences=[
            say("{name} has written to me, and I found nobody with that address in the plan.", name=name),
            say("Whoever you choose can see and answer their activities here. Choose only if you are sure."),
        ],
        fields=people_choice.fields(
            words,
            people,
            units,
            label=say("Person in the plan"),
            nearest=NOWHERE,
            notes=notes,
            chosen=chosen,
            searched=searched,
            fault=fault,
            is_needed=True,
        ),
        presses=_presses(stranger, words, is_searched=people_choice.is_searched(people)),
    )


def _presses(stranger: Stranger, words: Words, *, is_searched: bool) -> list[Press]:
    say, data = words.say, stranger_data(stranger)
    search = [Press(title=say("Search"), verb=Verb.ASK_WHO, data=data, sends=True)] if is_searched else []
    return [
        Press(title=say("It is this person"), verb=Verb.CONNECT, data=data, sends=True, is_main=True),
        *search,
        Press(title=say("Not in the plan"), verb=Verb.IGNORE_STRANGER, data=data),
        Press(title=say("Back"), verb=Verb.SHOW_TODO),
    ]
