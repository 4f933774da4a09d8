"""Installations on both databases: asked for once, claimed by one, and settled by whoever holds the lease."""

import asyncio
from datetime import timedelta

from domain.installations import InstallationState, Outcome, Refusal
from storage import installations
from storage.database import Database
from storage.installations import LEASE, Claimed
from tests.plans import FIRST_STEP, SmallPlan


async def ask(database: Database, plan: SmallPlan, *names: str, key: str = "a-key") -> int:
    async with database.writing(plan.tenant_id) as session:
        people = [plan.person_id(name) for name in names]
        return await installations.request(session, people, by=plan.maja, key=key, at=FIRST_STEP)


async def claim(database: Database, plan: SmallPlan, *, later: timedelta = timedelta()) -> list[Claimed]:
    async with database.writing(plan.tenant_id) as session:
        return await installations.claim(session, FIRST_STEP + later, 10)


async def settle(database: Database, plan: SmallPlan, claimed: Claimed, outcome: Outcome) -> bool:
    async with database.writing(plan.tenant_id) as session:
        return await installations.settle(session, claimed, outcome, FIRST_STEP)


async def states(database: Database, plan: SmallPlan) -> dict[int, InstallationState]:
    async with database.reading(plan.tenant_id) as session:
        return {person_id: each.state for person_id, each in (await installations.every(session)).items()}


async def test_asking_twice_with_one_press_asks_once(database: Database, plan: SmallPlan) -> None:
    assert await ask(database, plan, "karin", "johan") == 2
    assert await ask(database, plan, "karin", "johan") == 0


async def test_two_who_ask_at_once_ask_once_together(database: Database, plan: SmallPlan) -> None:
    for turn in range(5):
        numbers = await asyncio.gather(
            ask(database, plan, "karin", "amina", "johan", key=f"one-{turn}"),
            ask(database, plan, "johan", "henrik", "amina", "karin", key=f"other-{turn}"),
        )
        assert sum(numbers) == 4
        for claimed in await claim(database, plan):
            await settle(database, plan, claimed, Outcome(refusal=Refusal.POLICY))

    assert set((await states(database, plan)).values()) == {InstallationState.REFUSED}


async def test_how_many_a_press_asked_for_is_remembered_with_it(database: Database, plan: SmallPlan) -> None:
    await ask(database, plan, "karin", "johan")

    async with database.reading(plan.tenant_id) as session:
        assert await installations.asked_with(session, "a-key") == 2
        assert await installations.asked_with(session, "another-key") == 0


async def test_two_who_claim_at_once_share_what_there_is(database: Database, plan: SmallPlan) -> None:
    await ask(database, plan, "karin", "amina", "johan")

    both = await asyncio.gather(claim(database, plan), claim(database, plan))

    claimed = [each.installation.person_id for one in both for each in one]
    assert sorted(claimed) == sorted([plan.karin, plan.amina, plan.johan])


async def test_a_claim_runs_out_and_what_is_due_later_waits(database: Database, plan: SmallPlan) -> None:
    await ask(database, plan, "karin")
    [first] = await claim(database, plan)
    while_leased = await claim(database, plan, later=LEASE - timedelta(seconds=1))
    [second] = await claim(database, plan, later=LEASE)
    late = await settle(database, plan, first, Outcome())
    async with database.writing(plan.tenant_id) as session:
        await installations.put_back(session, second, FIRST_STEP + timedelta(hours=1))

    too_early = await claim(database, plan, later=timedelta(minutes=59))
    in_time = await claim(database, plan, later=timedelta(hours=1))

    assert (while_leased, late, too_early, len(in_time)) == ([], False, [], 1)


async def test_only_what_was_refused_can_be_asked_for_again(database: Database, plan: SmallPlan) -> None:
    await ask(database, plan, "karin", "johan", "amina")
    karin, johan, amina = sorted(
        await claim(database, plan),
        key=lambda each: [plan.karin, plan.johan, plan.amina].index(each.installation.person_id),
    )
    await settle(database, plan, karin, Outcome(refusal=Refusal.POLICY, code="Forbidden"))
    await settle(database, plan, johan, Outcome())
    async with database.writing(plan.tenant_id) as session:
        await installations.drop(session, amina, FIRST_STEP)

    again = await ask(database, plan, "karin", "johan", "amina", key="another-key")

    assert again == 2
    assert await states(database, plan) == {
        plan.karin: InstallationState.WAITING,
        plan.johan: InstallationState.INSTALLED,
        plan.amina: InstallationState.WAITING,
    }
