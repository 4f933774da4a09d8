"""The owner's list: one's own, or that of somebody one stands in for; nobody else's."""

from datetime import UTC, datetime

import pytest

from bot.demo.chat import buttons
from cards.verbs import Verb
from dialogs.turn import Refuse
from domain.rounds import RoundState
from storage import rounds as round_store
from tests.dialogs.parlour import Parlour, text
from tests.shown import said


async def test_my_activities_are_mine_alone(parlour: Parlour) -> None:
    shown = said((await parlour.list_of("karin")).content)

    assert "1. Solceller på fem skoltak" in shown
    assert "2. Laddplatser vid förskolorna" in shown
    assert "2.1" not in shown


async def test_who_owns_nothing_is_told_so(parlour: Parlour) -> None:
    assert buttons((await parlour.list_of("henrik")).content) == []


async def test_a_list_is_in_the_language_of_its_reader(parlour: Parlour) -> None:
    assert "0 of 1 done" in said((await parlour.list_of("amina")).content)


@pytest.mark.parametrize("name", ["johan", "amina", "henrik"])
async def test_nobody_turns_the_pages_of_anothers_list(parlour: Parlour, name: str) -> None:
    plan = parlour.plan

    reply = await parlour.send(
        name, Verb.SHOW_WORKLIST, {"round": plan.follow_up_round_id, "owner": plan.karin}
    )

    assert isinstance(reply, Refuse)


async def test_a_deputy_sees_the_list_only_while_the_owner_is_away(parlour: Parlour) -> None:
    asked = {"round": parlour.plan.follow_up_round_id, "owner": parlour.plan.amina}

    during = await parlour.send("johan", Verb.SHOW_WORKLIST, asked)
    parlour.at = datetime(2023, 9, 18, 8, tzinfo=UTC)
    afterwards = await parlour.send("johan", Verb.SHOW_WORKLIST, asked)

    assert "1. En växtbaserad rätt varje dag" in text(during)
    assert isinstance(afterwards, Refuse)


@pytest.mark.parametrize("page", [1, 7, 2**31 - 1])
async def test_a_page_that_is_not_there_is_the_last_one(parlour: Parlour, page: int) -> None:
    plan = parlour.plan

    reply = await parlour.send(
        "karin",
        Verb.SHOW_WORKLIST,
        {"round": plan.follow_up_round_id, "owner": plan.karin, "page": page},
    )

    assert "1. Solceller" in text(reply)


async def test_a_round_that_is_not_there_is_refused(parlour: Parlour) -> None:
    reply = await parlour.send("karin", Verb.SHOW_WORKLIST, {"round": 999, "owner": parlour.plan.karin})

    assert isinstance(reply, Refuse)


async def test_before_the_round_opens_the_list_says_when_and_offers_no_buttons(planned: Parlour) -> None:
    planned.at = datetime(2023, 8, 21, 7, tzinfo=UTC)

    shown = await planned.list_of("karin")

    assert "tisdag 22 augusti" in said(shown.content)
    assert buttons(shown.content) == []


async def test_after_it_has_closed_the_list_says_so_and_offers_no_buttons(parlour: Parlour) -> None:
    plan = parlour.plan
    async with parlour.database.writing(plan.tenant_id) as session:
        await round_store.change_state(session, plan.follow_up_round, RoundState.CLOSED)
    parlour.at = datetime(2023, 9, 20, 7, tzinfo=UTC)

    shown = await parlour.list_of("karin")

    assert "stängd" in said(shown.content)
    assert buttons(shown.content) == []


async def test_a_deputy_finds_the_way_to_the_list_of_whoever_is_away(parlour: Parlour) -> None:
    own = await parlour.list_of("johan")

    theirs = await parlour.press("johan", own, Verb.SHOW_WORKLIST)

    assert [each.title for each in buttons(own.content) if each.verb == Verb.SHOW_WORKLIST] == [
        "Svara för Amina Yusuf"
    ]
    assert "2.1 ·" in text(theirs)
    assert not [each for each in buttons((await parlour.list_of("karin")).content) if "Amina" in each.title]
