"""Answers in words that come back from a card with anything in it: checked again, and never trusted."""

import pytest

from cards.card import JsonValue
from cards.verbs import Verb
from dialogs.turn import Refuse
from tests.dialogs.parlour import Parlour, text


def payload(parlour: Parlour, **fields: JsonValue) -> dict[str, JsonValue]:
    said: list[JsonValue] = [
        {"item": parlour.plan.solar_roofs, "based": 0, "typed": {"progress": "done"}},
    ]
    return {**parlour.about(), "said": said, **fields}


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        "1",
        [1],
        [{}],
        [{"item": 1}],
        [{"item": "x", "typed": {}}],
        [{"item": 1, "typed": {"progress": []}}],
        [{"item": 1, "typed": {"comment": "x" * 3000}}],
        [{"item": 1, "typed": {}}] * 2,
        [{"item": number, "typed": {}} for number in range(1, 30)],
    ],
)
async def test_a_hostile_card_is_refused(parlour: Parlour, said: JsonValue) -> None:
    reply = await parlour.send("karin", Verb.SAVE_UNDERSTOOD, payload(parlour, said=said))

    assert isinstance(reply, Refuse)
    assert await parlour.saved() == []


@pytest.mark.parametrize(
    "typed",
    [
        {"progress": "splendid"},
        {"progress": "delayed"},
        {"progress": "on_track", "percent_other": "400"},
        {},
    ],
)
async def test_what_comes_back_is_checked_again(parlour: Parlour, typed: JsonValue) -> None:
    said: list[JsonValue] = [{"item": parlour.plan.solar_roofs, "based": 0, "typed": typed}]

    await parlour.send("karin", Verb.SAVE_UNDERSTOOD, payload(parlour, said=said))

    assert await parlour.saved() == []


async def test_unchanged_that_would_not_be_honest_is_not_saved_whatever_a_card_says(parlour: Parlour) -> None:
    said: list[JsonValue] = [{"item": parlour.plan.charging, "based": 0, "same": True, "typed": {}}]

    await parlour.send("karin", Verb.SAVE_UNDERSTOOD, payload(parlour, said=said))

    assert await parlour.saved() == []


async def test_nobody_answers_in_somebody_elses_list(parlour: Parlour) -> None:
    strange = await parlour.send("johan", Verb.SAVE_UNDERSTOOD, payload(parlour))
    own = await parlour.send("johan", Verb.SAVE_UNDERSTOOD, payload(parlour, owner=parlour.plan.johan))
    form = await parlour.send("johan", Verb.EDIT_UNDERSTOOD, {**parlour.about(), "typed": {}})

    assert isinstance(strange, Refuse)
    assert "En aktivitet finns inte längre i din lista" in text(own)
    assert isinstance(form, Refuse)
    assert await parlour.saved() == []
