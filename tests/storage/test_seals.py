"""Sealed reports: each version once, and nothing changed afterwards."""

import asyncio

from storage import seals
from storage.database import Database
from tests.plans import INTERIM_CLOSES, SmallPlan

CONTENT = '{"åäö":1}'.encode()
SHA256 = "ab" * 32


async def sealed(database: Database, plan: SmallPlan, version: int = 1, reason: str = "") -> int | None:
    async with database.writing(plan.tenant_id) as session:
        return await seals.add(
            session,
            plan.follow_up_round_id,
            CONTENT,
            SHA256,
            version=version,
            by=plan.henrik,
            by_name="Henrik Norling",
            at=INTERIM_CLOSES,
            reason=reason,
        )


async def test_the_very_bytes_that_were_sealed_come_back(database: Database, plan: SmallPlan) -> None:
    await sealed(database, plan)

    async with database.reading(plan.tenant_id) as session:
        [seal] = await seals.of_round(session, plan.follow_up_round_id)
        content = await seals.content(session, seal.seal_id)

    assert content == CONTENT
    assert (seal.version, seal.sha256, seal.sealed_at) == (1, SHA256, INTERIM_CLOSES)
    assert (seal.sealed_by, seal.sealed_by_name, seal.in_short) == (
        plan.henrik,
        "Henrik Norling",
        "abab abab abab",
    )


async def test_two_who_seal_the_same_version_at_once_make_one(database: Database, plan: SmallPlan) -> None:
    made = await asyncio.gather(*(sealed(database, plan) for _ in range(4)))

    assert sum(each is not None for each in made) == 1


async def test_versions_come_in_order_with_why_they_were_made(database: Database, plan: SmallPlan) -> None:
    await sealed(database, plan)
    await sealed(database, plan, 2, "Två svar kom sent.")

    async with database.reading(plan.tenant_id) as session:
        found = await seals.of_round(session, plan.follow_up_round_id)

    assert [(each.version, each.reason) for each in found] == [(1, ""), (2, "Två svar kom sent.")]
