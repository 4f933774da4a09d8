"""What the audit trail says about one round, and nothing about others."""

from datetime import timedelta

from storage import audit, audit_chain, audit_extract
from storage.database import Database
from tests.plans import FIRST_STEP, INTERIM_CLOSES, SmallPlan


async def test_a_round_has_its_own_events_and_those_of_its_plan_while_it_was_open(
    database: Database, plan: SmallPlan
) -> None:
    mine, its_activity = f"round:{plan.follow_up_round_id}", f"plan_activity:{plan.travel}"
    async with database.writing(plan.tenant_id) as session:
        for deed, subject, at in (
            ("round.opened", mine, FIRST_STEP),
            ("reminder.withdrawn", f"{mine}:-1", FIRST_STEP),
            ("answer.saved", its_activity, FIRST_STEP),
            ("plan_activity.amended", its_activity, FIRST_STEP - timedelta(days=99)),
            ("round.opened", f"round:{plan.earlier_round_id}", FIRST_STEP),
            ("round.opened", f"{mine}9", FIRST_STEP),
            ("answer.saved", "plan_activity:9999", FIRST_STEP),
            ("report.made", mine, FIRST_STEP),
            ("round.reopened", mine, INTERIM_CLOSES + timedelta(days=1)),
        ):
            await audit.record(session, deed=deed, subject=subject, at=at)
    await audit_chain.link_new(database, plan.tenant_id)

    async with database.reading(plan.tenant_id) as session:
        found = [link async for link in audit_extract.of_round(session, plan.follow_up_round, INTERIM_CLOSES)]

    assert [(link.position, link.event.deed) for link in found if link.event] == [
        (1, "round.opened"),
        (2, "reminder.withdrawn"),
        (3, "answer.saved"),
    ]
