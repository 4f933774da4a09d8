"""What our own cards send, changed in any of its places, pressed by anybody."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.demo.chat import buttons, prefilled
from cards.card import JsonValue
from cards.verbs import Verb
from cards.words import Words
from dialogs.turn import Nothing, Refuse
from domain.people import PersonId
from tests.cards.gallery import every_card
from tests.dialogs.parlour import Parlour
from tests.fuzz.hostile import mutated
from tests.stored import Stored, answers

PEOPLE = ("karin", "johan", "maja", "henrik")
# What stands in the gallery's cards is in no plan; these are the ids of the small plan.
REAL: dict[str, JsonValue] = {"round": 2, "owner": 2, "item": 1, "ask": 1, "unit": 1, "measure": 1}


def _sent() -> Iterator[dict[str, Any]]:
    """What each verb's button sends in each shape that it has, with what is filled in from the start."""
    seen = set()
    for card in every_card(Words(), "Byt lampor").values():
        for button in buttons(card.content):
            data = {**button.data, **prefilled(card.content)}
            if (shape := (button.verb, *sorted(data))) not in seen:
                seen.add(shape)
                yield {"verb": button.verb, "data": {**data, **{k: v for k, v in REAL.items() if k in data}}}


@cache
def all_sent() -> list[dict[str, Any]]:
    """The same, and a few that stand in cards that the gallery has not, or in none any longer."""
    found = list(_sent())
    return found + [
        {"verb": verb, "data": {**REAL, "once": "k", "file": "k"}}
        for verb in sorted(set(Verb) - {each["verb"] for each in found})
    ]


# Every card is drawn when a test runs, not whenever tests are collected.
SENT = st.deferred(lambda: st.sampled_from(all_sent()))
DATA = st.deferred(lambda: st.sampled_from([each["data"] for each in all_sent()]))


@given(mutated(DATA), SENT, st.sampled_from(PEOPLE))
@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_another_cards_data_does_no_harm(
    parlour: Parlour, data: dict[str, JsonValue], sent: dict[str, Any], name: str
) -> None:
    await _press(parlour, name, sent["verb"], {**sent["data"], **data})


@given(mutated(SENT), st.sampled_from(PEOPLE))
@settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_a_payload_that_is_wrong_in_any_place_does_no_harm(
    parlour: Parlour, sent: dict[str, Any], name: str
) -> None:
    verb, data = sent.get("verb"), sent.get("data")
    if isinstance(verb, str) and isinstance(data, dict):
        await _press(parlour, name, verb, data)


async def _press(parlour: Parlour, name: str, verb: str, data: dict[str, JsonValue]) -> None:
    """No press fails; one that is refused writes nothing, and nobody answers what is not theirs."""
    before = await _kept(parlour)
    reply = await parlour.send(name, verb, data)

    assert not isinstance(reply, Nothing)
    assert not isinstance(reply, Refuse) or await _kept(parlour) == before
    plan = parlour.plan
    theirs: dict[int, PersonId] = {plan.solar_roofs: plan.karin, plan.charging: plan.karin}
    theirs[plan.travel] = plan.johan
    for row in await answers(parlour.database, plan.tenant_id):
        is_theirs = theirs.get(row.plan_activity_id) in {None, row.answered_by}
        assert is_theirs or row.answered_by == plan.maja


async def _kept(parlour: Parlour) -> Stored:
    """Every row but the trail and the drafts: what somebody typed is kept although it is refused."""
    found = await parlour.everything(but="audit_event")
    return {table: rows for table, rows in found.items() if table != "draft"}
