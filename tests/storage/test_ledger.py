from domain.deliveries import DeliveryKind, FailureReason, Fate
from storage import claims, ledger, outbox
from storage.claims import Settlement
from storage.database import Database
from storage.ledger import Entry
from tests.plans import FIRST_STEP as AT
from tests.plans import SmallPlan


async def test_every_message_is_counted_by_its_fate(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        for person_id in (plan.henrik, plan.maja, plan.karin):
            await outbox.put_summary(session, plan.follow_up_round_id, person_id, not_before=AT, at=AT)
        given_up, sent = await claims.claim(session, AT, 2)
        await claims.settle(
            session,
            [
                Settlement(delivery=given_up, fate=Fate.GIVEN_UP, at=AT, failure=FailureReason.BLOCKED),
                Settlement(delivery=sent, fate=Fate.SENT, at=AT),
            ],
        )

    async with database.reading(plan.tenant_id) as session:
        found = await ledger.fates(session, plan.follow_up_round_id)
        elsewhere = await ledger.fates(session, plan.earlier_round_id)

    summary = DeliveryKind.SUMMARY
    assert found == {
        Entry(kind=summary, fate=Fate.GIVEN_UP, failure=FailureReason.BLOCKED): 1,
        Entry(kind=summary, fate=Fate.SENT): 1,
        Entry(kind=summary, fate=Fate.WAITING): 1,
    }
    assert not elsewhere
