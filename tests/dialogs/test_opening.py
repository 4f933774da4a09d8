"""Two strategists and a round that has not opened: one opens it early, the other does something too."""

import asyncio
from datetime import timedelta

from cards.verbs import Verb
from dialogs.turn import Reply
from domain.rounds import FollowUpRound, RoundState
from scheduler import rounds as round_ticks
from storage import rounds as round_store
from tests import plans
from tests.dialogs.matters import deeds, make_strategist
from tests.dialogs.parlour import Parlour, text

THREE_DAYS_BEFORE = plans.INTERIM_OPENS - timedelta(days=3)


async def before_opening(parlour: Parlour) -> Parlour:
    """Maja and Johan are strategists, three days before the round opens."""
    await make_strategist(parlour, "johan")
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await round_store.change_state(session, parlour.plan.follow_up_round, RoundState.PLANNED)
    parlour.at = THREE_DAYS_BEFORE
    return parlour


async def stored(parlour: Parlour) -> FollowUpRound:
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        found = await round_store.find(session, parlour.plan.follow_up_round_id)
    assert found is not None
    return found


async def asked(parlour: Parlour, name: str) -> Reply:
    """What opening the round now would mean."""
    return await parlour.press(name, await parlour.say(name, "läge"), Verb.ASK_OPEN_ROUND)


async def new_deadline(parlour: Parlour, name: str) -> Reply:
    """What moving the deadline would mean; saved with one more press."""
    form = await parlour.press(name, await parlour.say(name, "årshjul"), Verb.ASK_DATES)
    inputs = {"deadline": "2023-09-14", "closes": "2023-09-21"}
    return await parlour.press(name, form, Verb.SAVE_DATES, inputs=inputs)


async def test_who_opens_hears_that_the_other_has_moved_the_dates_since(parlour: Parlour) -> None:
    await before_opening(parlour)
    question = await asked(parlour, "maja")
    await parlour.press("johan", await new_deadline(parlour, "johan"), Verb.SAVE_DATES)
    before = await parlour.everything()

    reply = await parlour.press("maja", question, Verb.OPEN_ROUND)

    assert "Johan Åkerlund ändrade uppföljningen" in text(reply)
    assert "Din tryckning ändrade inget" in text(reply)
    assert "torsdag 14 september" in text(reply)
    assert await parlour.everything() == before


async def test_who_moves_the_dates_hears_that_the_other_has_opened_since(parlour: Parlour) -> None:
    await before_opening(parlour)
    question = await new_deadline(parlour, "johan")
    await parlour.press("maja", await asked(parlour, "maja"), Verb.OPEN_ROUND)

    reply = await parlour.press("johan", question, Verb.SAVE_DATES)

    assert "Maja Strand ändrade uppföljningen" in text(reply)
    assert (await stored(parlour)).deadline == parlour.plan.follow_up_round.deadline
    assert (await stored(parlour)).is_open


async def test_one_opens_while_the_other_moves_the_dates_and_each_is_told(on_each: Parlour) -> None:
    await before_opening(on_each)
    opening, moving = await asked(on_each, "maja"), await new_deadline(on_each, "johan")

    replies = await asyncio.gather(
        on_each.press("maja", opening, Verb.OPEN_ROUND),
        on_each.press("johan", moving, Verb.SAVE_DATES),
    )

    done = [deed for deed in await deeds(on_each) if deed in {"round.opened", "round.dates_changed"}]
    loser = text(replies[1]) if done == ["round.opened"] else text(replies[0])
    assert len(done) == 1
    assert "ändrade uppföljningen" in loser
    assert (await stored(on_each)).is_open == (done == ["round.opened"])


async def test_of_two_who_open_at_once_one_has_done_it_and_the_other_hears_who(on_each: Parlour) -> None:
    await before_opening(on_each)
    questions = {name: await asked(on_each, name) for name in ("maja", "johan")}

    replies = await asyncio.gather(
        *(on_each.press(name, shown, Verb.OPEN_ROUND) for name, shown in questions.items())
    )

    texts = [text(reply) for reply in replies]
    assert sum("Uppföljningen är öppen" in each for each in texts) == 1
    assert sum("Din tryckning ändrade inget" in each for each in texts) == 1
    assert (await deeds(on_each)).count("round.opened") == 1


async def test_who_opens_what_the_clock_has_opened_hears_that_it_is_open(parlour: Parlour) -> None:
    await before_opening(parlour)
    question = await asked(parlour, "maja")
    parlour.at = plans.INTERIM_OPENS
    await round_ticks.run(parlour.database, parlour.at, plans.CALENDAR)
    before = await parlour.everything()

    reply = await parlour.press("maja", question, Verb.OPEN_ROUND)

    assert "Så här är det nu" in text(reply)
    assert await parlour.everything() == before


async def test_the_clock_does_not_open_by_dates_that_have_been_moved_since_it_looked(
    parlour: Parlour,
) -> None:
    await before_opening(parlour)
    looked = await stored(parlour)
    await parlour.press("johan", await new_deadline(parlour, "johan"), Verb.SAVE_DATES)

    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        opened = await round_store.change_state(session, looked, RoundState.OPEN)

    assert opened is None
    assert (await stored(parlour)).state is RoundState.PLANNED
