import json

import pytest

from storage import audit
from storage.database import Database
from storage.tables import AuditEventRow
from tests.plans import FIRST_STEP as AT
from tests.plans import SmallPlan


async def stored(database: Database, plan: SmallPlan) -> list[AuditEventRow]:
    async with database.reading(plan.tenant_id) as session:
        return list((await session.sql.exec(session.rows(AuditEventRow))).all())


async def test_a_deed_is_kept_with_who_what_and_when(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await audit.record(
            session,
            deed="answer.saved",
            subject="plan_activity:1",
            at=AT,
            actor_id=plan.karin,
            words="Två tak på Å",
        )

    [event] = await stored(database, plan)
    assert (event.deed, event.subject, event.at, event.actor_id) == (
        "answer.saved",
        "plan_activity:1",
        AT,
        plan.karin,
    )
    assert json.loads(event.details) == {"words": "Två tak på Å"}


async def test_the_clock_is_nobody(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await audit.record(session, deed="round.opened", subject="round:1", at=AT)

    assert [(event.actor_id, event.details) for event in await stored(database, plan)] == [(None, "")]


async def test_a_deed_that_was_undone_leaves_no_trace(database: Database, plan: SmallPlan) -> None:
    with pytest.raises(RuntimeError):  # noqa: PT012 - the transaction fails as a whole
        async with database.writing(plan.tenant_id) as session:
            await audit.record(session, deed="round.opened", subject="round:1", at=AT)
            raise RuntimeError

    assert await stored(database, plan) == []
