"""A matter’s card: each reader sees their own part, with buttons only while there is something to press."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from cards.card import JsonValue
from cards.handover import Candidates, ask_handover
from cards.matter import matter
from cards.more_time import Typed, ask_more_time
from cards.people_choice import near_field
from cards.verbs import Verb
from cards.words import Words
from domain.matters import Extension, MatterKind, MatterState, Part, part_of
from domain.people import Language, OrgUnitId, PersonId
from domain.rounds import RoundState
from tests.cards import givens
from tests.cards.gallery import buttons, of_type, shown
from tests.cards.matter_gallery import ITEM, LAST, LIST, OWNER, STATES, SUCCESSOR, dossier, readers

WORDS = Words()
READERS = readers()
DECIDING = {
    Verb.ACCEPT_HANDOVER,
    Verb.DECLINE_HANDOVER,
    Verb.DECIDE_HANDOVER,
    Verb.WITHDRAW_HANDOVER,
    Verb.GRANT_TIME,
    Verb.REFUSE_TIME,
}
FINAL = [
    (kind, state)
    for kind, states in STATES.items()
    for state in states
    if not dossier(kind, state).matter.is_open
]


def verbs(kind: MatterKind, state: MatterState, reader: str, **changes: RoundState) -> set[object]:
    card = matter(dossier(kind, state, **changes), READERS[reader], WORDS, on=givens.TODAY, last=LAST)
    return {button["verb"] for button in buttons(card).values()}


def text(kind: MatterKind, state: MatterState, reader: str, on: date = givens.TODAY) -> str:
    return "\n".join(shown(matter(dossier(kind, state), READERS[reader], WORDS, on=on, last=LAST)))


@pytest.mark.parametrize(("kind", "state"), FINAL)
@pytest.mark.parametrize("reader", READERS)
def test_what_is_settled_has_nothing_left_to_decide(
    kind: MatterKind, state: MatterState, reader: str
) -> None:
    assert not verbs(kind, state, reader) & DECIDING


@pytest.mark.parametrize(
    ("state", "reader", "expected"),
    [
        (MatterState.ASKED, "whoever is asked", {Verb.ACCEPT_HANDOVER, Verb.DECLINE_HANDOVER}),
        (MatterState.WITH_STRATEGIST, "whoever is asked", {Verb.ACCEPT_HANDOVER, Verb.DECLINE_HANDOVER}),
        (MatterState.ASKED, "the owner", {Verb.WITHDRAW_HANDOVER}),
        (MatterState.ASKED, "a strategist", set()),
        (MatterState.WITH_STRATEGIST, "a strategist", {Verb.DECIDE_HANDOVER}),
        (MatterState.WITH_STRATEGIST, "another", set()),
    ],
)
def test_each_part_of_a_hand_over_has_its_own_buttons(
    state: MatterState, reader: str, expected: set[Verb]
) -> None:
    assert verbs(MatterKind.HANDOVER, state, reader) & DECIDING == expected


def test_only_strategists_grant_and_only_while_the_round_is_open() -> None:
    asked = MatterKind.MORE_TIME, MatterState.ASKED

    assert verbs(*asked, "a strategist") & DECIDING == {Verb.GRANT_TIME, Verb.REFUSE_TIME}
    assert not verbs(*asked, "a strategist", round_state=RoundState.CLOSED) & DECIDING
    assert not verbs(*asked, "the owner") & DECIDING


def test_the_owner_is_spoken_to_and_others_are_told_about_the_owner() -> None:
    granted = MatterKind.MORE_TIME, MatterState.GRANTED

    assert "Du har fått mer tid" in text(*granted, "the owner")
    assert "har fått mer tid" in text(*granted, "a deputy")
    assert "Du har fått" not in text(*granted, "a deputy")


def test_after_the_last_day_the_new_owner_is_told_how_long_there_is() -> None:
    late = text(
        MatterKind.HANDOVER, MatterState.ACCEPTED, "whoever is asked", givens.DEADLINE + timedelta(days=1)
    )

    assert "Sista dagen har passerat, men du kan svara till tisdag 19 september kl. 16.00." in late
    assert "Svara senast" not in late


def test_an_activity_that_has_left_the_plan_is_said_to_have() -> None:
    gone = replace(dossier(MatterKind.HANDOVER, MatterState.WITHDRAWN), item=None)

    card = matter(gone, READERS["the owner"], WORDS, on=givens.TODAY, last=LAST)

    assert "En aktivitet som inte längre finns i planen" in shown(card)


def test_the_strategist_s_date_field_knows_the_first_and_the_last_day() -> None:
    asked = dossier(MatterKind.MORE_TIME, MatterState.ASKED)

    [field] = of_type(matter(asked, READERS["a strategist"], WORDS, on=givens.TODAY, last=LAST), "Input.Date")

    assert (field["min"], field["max"], field["value"]) == ("2023-09-13", "2023-09-19", "2023-09-14")


def titles(field: Mapping[str, JsonValue]) -> list[JsonValue]:
    choices = field["choices"]
    assert isinstance(choices, list)
    return [each["title"] for each in choices if isinstance(each, dict)]


def test_only_colleagues_who_can_be_asked_now_are_one_press_away() -> None:
    people = [givens.person(number, f"Person {number}", 1) for number in range(1, 9)]

    near = near_field(
        people, label="Ny ansvarig", nearest=OrgUnitId(1), notes={PersonId(1): "kan inte nås i Teams"}
    )

    assert near is not None
    assert [each.title for each in near.choices] == [f"Person {number}" for number in range(2, 7)]


def test_the_nearest_colleagues_come_first_and_a_people_picker_has_everybody() -> None:
    people = [
        givens.person(number, name, unit)
        for number, name, unit in ((1, "Bo Alm", 2), (2, "Eva Berg", 1), (3, "Ada Ceder", 1))
    ]
    units = {OrgUnitId(1): "Tunabyggen", OrgUnitId(2): "Kultur"}

    card = ask_handover(
        givens.item(),
        Candidates(people=people, units=units),
        WORDS,
        about=ITEM,
        respond_by=givens.CLOSES_AT,
        is_own=True,
    )

    near, field = of_type(card, "Input.ChoiceSet")
    assert titles(near) == ["Ada Ceder", "Eva Berg"]
    assert titles(field) == ["Ada Ceder · Tunabyggen", "Eva Berg · Tunabyggen", "Bo Alm · Kultur"]
    assert field["choices.data"] == {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}


def test_the_shortest_time_is_chosen_until_somebody_chooses_another() -> None:
    longer = [Extension(days=days, until=date(2023, 9, 12 + days)) for days in (2, 5)]
    view = givens.worklist((givens.item(),))

    opened = ask_more_time(view, longer, WORDS, about=LIST, on=givens.TODAY)
    emptied = ask_more_time(view, longer, WORDS, about=LIST, on=givens.TODAY, typed=Typed(reason="Semester"))

    assert [field["value"] for field in of_type(opened, "Input.ChoiceSet")] == ["2023-09-14"]
    assert [field["value"] for field in of_type(emptied, "Input.ChoiceSet")] == [""]


def test_the_question_about_time_tells_when_the_last_day_has_passed() -> None:
    longer = [Extension(days=2, until=date(2023, 9, 18))]

    card = ask_more_time(
        givens.worklist((givens.item(),)), longer, WORDS, about=LIST, on=givens.DEADLINE + timedelta(days=2)
    )

    assert "Sista dagen var tisdag 12 september." in shown(card)


@pytest.mark.parametrize("language", Language)
def test_a_notification_says_what_it_is_about(language: Language) -> None:
    asked = dossier(MatterKind.HANDOVER, MatterState.ASKED)

    card = matter(asked, READERS["whoever is asked"], Words(language=language), on=givens.TODAY, last=LAST)

    assert card.summary.startswith(("Tar du över en aktivitet?", "Will you take over an activity?"))


def test_the_parts_are_those_of_the_gallery() -> None:
    asked = dossier(MatterKind.HANDOVER, MatterState.ASKED).matter

    assert {name: part_of(asked, reader) for name, reader in READERS.items()} == {
        "the owner": Part.ASKER,
        "whoever is asked": Part.ASKED,
        "a strategist": Part.STRATEGIST,
        "a deputy": Part.ASKER,
        "another": Part.BYSTANDER,
    }
    assert (asked.person_id, asked.counterpart_id) == (OWNER, SUCCESSOR)
    assert asked.involved >= {PersonId(1), PersonId(2)}
