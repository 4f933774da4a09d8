"""Choosing one person: a list that can be searched, the nearest colleagues first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from cards.asking import Choice, Field, FieldKind, typed
from cards.plain_text import LONGEST_NAME, excerpt
from cards.words import Words
from domain.people import OrgUnitId, Person, PersonId

PERSON, NEAR, SEARCH = "person", "near", "search"
# So many close colleagues are seen at once, one press each.
MOST_NEAR = 5
# So many fit in a card; whoever is not among them is found by searching.
MOST_CHOICES = 100
LONGEST_SEARCH = 100
NO_NOTES: Mapping[PersonId, str] = MappingProxyType({})


def shown(
    people: Collection[Person],
    units: Mapping[OrgUnitId, str],
    nearest: OrgUnitId,
    searched: str = "",
) -> list[Person]:
    """Those who are shown: everybody whose name, unit or address has all the words, nearest unit first."""
    wanted = searched.casefold().split()
    found = [each for each in people if all(word in _text_of(each, units) for word in wanted)]
    found.sort(key=lambda each: (each.org_unit_id != nearest, each.name.casefold(), each.person_id))
    return found[:MOST_CHOICES]


def fields(
    words: Words,
    people: Collection[Person],
    units: Mapping[OrgUnitId, str],
    *,
    label: str,
    nearest: OrgUnitId,
    notes: Mapping[PersonId, str] = NO_NOTES,
    chosen: str = "",
    searched: str = "",
    fault: str = "",
    is_needed: bool = False,
) -> list[Field]:
    """The list, and a search field when there are more people than it can hold.

    `notes` are what is good to know about somebody before they are chosen.
    """
    found = shown(people, units, nearest, searched)
    choices = [choice(each, units, notes.get(each.person_id, "")) for each in found]
    if searched and not found:
        fault = fault or words.say("Nobody in the plan matches “{search}”.", search=excerpt(searched, 60))
    people_field = Field(
        kind=FieldKind.PEOPLE,
        name=PERSON,
        label=label,
        placeholder=words.say("Search by name"),
        choices=choices,
        value=chosen if chosen in {each.value for each in choices} else "",
        fault=fault,
    )
    if is_searched(people):
        # The client must not hold a search back because nobody is chosen yet.
        return [people_field, _search(searched, words)]
    return [replace(people_field, if_missing=words.say("Choose a person.") if is_needed else "")]


def near_field(
    people: Collection[Person],
    *,
    label: str,
    nearest: OrgUnitId,
    notes: Mapping[PersonId, str],
    chosen: str = "",
) -> Field | None:
    """Close colleagues who can be asked at once, seen without opening a list; None when there are none."""
    found = [each for each in shown(people, {}, nearest) if each.org_unit_id == nearest]
    ready = [each for each in found if each.person_id not in notes or not notes[each.person_id]][:MOST_NEAR]
    if not ready:
        return None
    return Field(
        kind=FieldKind.CHOICE,
        name=NEAR,
        label=label,
        choices=[choice(each, {}, "") for each in ready],
        value=chosen if chosen in {str(each.person_id) for each in ready} else "",
    )


def _search(searched: str, words: Words) -> Field:
    return Field(
        kind=FieldKind.TEXT,
        name=SEARCH,
        label=words.say("Not in the list? Search among everybody in the plan"),
        placeholder=words.say("Name, unit or e-mail address"),
        longest=LONGEST_SEARCH,
        value=typed(searched),
    )


def is_searched(people: Collection[Person]) -> bool:
    """Whether there are more people than a list can hold."""
    return len(people) > MOST_CHOICES


def others(people: Mapping[PersonId, Person], but: Collection[PersonId]) -> Sequence[Person]:
    """Everybody in the plan except those."""
    return [each for each in people.values() if each.person_id not in but]


def choice(person: Person, units: Mapping[OrgUnitId, str], note: str) -> Choice:
    """One person as a choice: the name, and what tells them from others."""
    name = excerpt(person.name, LONGEST_NAME)
    unit = excerpt(units.get(person.org_unit_id, ""), LONGEST_NAME)
    title = " · ".join(part for part in (name, unit, excerpt(note, LONGEST_NAME)) if part)
    return Choice(title=title, value=str(person.person_id))


def _text_of(person: Person, units: Mapping[OrgUnitId, str]) -> str:
    return f"{person.name} {units.get(person.org_unit_id, '')} {person.email}".casefold()
