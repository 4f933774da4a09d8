"""Two who change the same round in the very same moment, which PostgreSQL makes them wait for."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from cards.verbs import Verb
from dialogs.turn import Reply
from domain.people import TenantId
from domain.rounds import RoundState
from storage import living, outbox
from storage.database import Database
from storage.living import LivingMessage
from tests import plans
from tests.dialogs.matters import deeds, make_strategist
from tests.dialogs.parlour import Parlour, text
from tests.dialogs.test_steering import manage, previewed, stored
from tests.fakes.messenger import RecordingMessenger
from tests.plans import small_plan

pytestmark = pytest.mark.postgresql

Press = Callable[[], Coroutine[Any, Any, Reply]]
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
HELD = "SELECT id FROM follow_up_round WHERE id = %s FOR UPDATE"


@pytest.fixture
async def parlour(postgresql_url: str, tenant_id: TenantId) -> AsyncIterator[Parlour]:
    """Maja and Johan are strategists."""
    database = Database(postgresql_url)
    plan = await small_plan(database, tenant_id)
    parlour = Parlour(database=database, plan=plan, messenger=RecordingMessenger())
    await make_strategist(parlour, "johan")
    yield parlour
    await database.close()


@contextmanager
def connected(parlour: Parlour, *, autocommit: bool = False) -> Iterator[psycopg.Connection]:
    """Somebody else at the database."""
    address = parlour.database.url.replace("+psycopg", "")
    with psycopg.connect(address, autocommit=autocommit) as connection:
        yield connection


async def until_so_many_wait(parlour: Parlour, number: int) -> None:
    """Let the others work until they can come no further."""
    with connected(parlour, autocommit=True) as looking:
        async with asyncio.timeout(20):
            while looking.execute(WAITING).fetchone() != (number,):  # noqa: ASYNC110 - PostgreSQL sets no event
                await asyncio.sleep(0)


async def at_once(parlour: Parlour, *presses: Press) -> list[Reply]:
    """All have read the round before any of them may change it; then all of them want to."""
    with connected(parlour) as holder:
        holder.execute(HELD, (parlour.plan.follow_up_round_id,))
        tasks = [asyncio.create_task(press()) for press in presses]
        await until_so_many_wait(parlour, len(presses))
        holder.rollback()
        return await asyncio.gather(*tasks)


@pytest.mark.parametrize("first", ["maja", "johan"])
async def test_one_extends_while_the_other_closes(parlour: Parlour, first: str) -> None:
    preview = await previewed(parlour, "maja")
    question = await parlour.press("johan", await manage(parlour, "johan"), Verb.ASK_CLOSE_ROUND)
    presses: dict[str, Press] = {
        "maja": lambda: parlour.press("maja", preview, Verb.EXTEND_ROUND),
        "johan": lambda: parlour.press("johan", question, Verb.CLOSE_ROUND),
    }
    names = [first, *({"maja", "johan"} - {first})]

    replies = dict(zip(names, await at_once(parlour, *(presses[name] for name in names)), strict=True))

    done = {"round.extended", "round.closed"} & set(await deeds(parlour))
    after = await stored(parlour)
    assert len(done) == 1
    if done == {"round.extended"}:
        assert "Maja Strand ändrade uppföljningen" in text(replies["johan"])
        assert after.state is RoundState.OPEN
        assert after.deadline != parlour.plan.follow_up_round.deadline
    else:
        assert "Johan Åkerlund ändrade uppföljningen" in text(replies["maja"])
        assert after.state is RoundState.CLOSED
        assert after.deadline == parlour.plan.follow_up_round.deadline
    assert after.revision == 1


async def test_of_two_who_extend_to_different_days_one_day_counts(parlour: Parlour) -> None:
    maja, johan = await previewed(parlour, "maja"), await previewed(parlour, "johan", "2023-09-20")

    replies = await at_once(
        parlour,
        lambda: parlour.press("maja", maja, Verb.EXTEND_ROUND),
        lambda: parlour.press("johan", johan, Verb.EXTEND_ROUND),
    )

    assert (await deeds(parlour)).count("round.extended") == 1
    assert sum("Din tryckning ändrade inget" in text(reply) for reply in replies) == 1


async def test_an_extension_and_what_is_sent_meanwhile_never_wait_for_each_other_in_a_circle(
    parlour: Parlour,
) -> None:
    plan = parlour.plan
    preview = await previewed(parlour, "maja")
    # The lists are asked to be redrawn in another order than that of the people who have them.
    shown = [
        LivingMessage(person_id=person_id, recipient_id=person_id, message_id=f"message-{person_id}")
        for person_id in sorted((plan.karin, plan.johan), reverse=True)
    ]
    async with parlour.database.writing(plan.tenant_id) as session:
        await living.put_all(session, plan.follow_up_round_id, shown, parlour.at)
        for each in shown:
            await outbox.redraw_last(session, plan.follow_up_round_id, [each], parlour.at)

    async with parlour.database.writing(plan.tenant_id) as session:
        await outbox.hold(session, plan.follow_up_round_id, [shown[0].person_id])
        extending = asyncio.create_task(parlour.press("maja", preview, Verb.EXTEND_ROUND))
        await until_so_many_wait(parlour, 1)
        await outbox.hold(session, plan.follow_up_round_id, [shown[1].person_id])

    assert "Alla har nu tid till tisdag 26 september" in text(await extending)
    assert (await stored(parlour)).deadline > plans.SECOND_STEP.date()
