"""Questions to a unit on either database: many replicas at once ask once."""

import asyncio

from sqlmodel import col

from domain.deliveries import Fate
from domain.mail import MailFailure, address_mark
from domain.people import Role
from scheduler import inquiring
from scheduler.inquiring import Coordinator
from storage import inquiries, letter_claims, letters
from storage.database import Database
from storage.letter_claims import LetterSettlement
from storage.tables import PersonRoleRow, PersonRow
from tests.plans import CALENDAR, FIRST_STEP, SmallPlan
from tests.storage.test_letters import give_up


async def bounced(database: Database, plan: SmallPlan) -> None:
    """Karin's letter has bounced, and Henrik leads her unit."""
    await give_up(database, plan, failure="conversation_gone")
    async with database.writing(plan.tenant_id) as session:
        await session.change(PersonRow, col(PersonRow.id) == plan.henrik, org_unit_id=plan.sector_id)
        session.sql.add(
            PersonRoleRow(tenant_id=plan.tenant_id, person_id=plan.henrik, role=Role.MANAGER.value)
        )
        await letters.plan(session, FIRST_STEP)
        taken = await letter_claims.claim(session, FIRST_STEP)
        assert taken is not None
        refused = LetterSettlement(
            letter=taken,
            fate=Fate.GIVEN_UP,
            at=FIRST_STEP,
            failure=MailFailure.BOUNCED,
            recipient_id=plan.karin,
            address_mark=address_mark("karin@borlange.example"),
        )
        assert await letter_claims.settle(session, refused)


async def test_several_replicas_at_once_ask_the_unit_once(database: Database, plan: SmallPlan) -> None:
    await bounced(database, plan)

    async def replica() -> int:
        async with database.writing(plan.tenant_id) as session:
            return await inquiring.plan(session, FIRST_STEP, CALENDAR, Coordinator(address="a@b.se"))

    assert sum(await asyncio.gather(*(replica() for _ in range(4)))) == 1
    async with database.writing(plan.tenant_id) as session:
        assert await inquiries.unasked(session) == []
        assert not await letters.are_unwritten(session)


async def test_whoever_a_later_letter_has_reached_is_not_asked_about(
    database: Database, plan: SmallPlan
) -> None:
    await bounced(database, plan)
    async with database.writing(plan.tenant_id) as session:
        await inquiring.plan(session, FIRST_STEP, CALENDAR, Coordinator())
        (first,) = await letters.of_round(session, plan.follow_up_round_id)
        before = await inquiries.asked_about(session, first.asked_key)
    await give_up(database, plan, key="2", failure="conversation_gone")
    async with database.writing(plan.tenant_id) as session:
        await letters.plan(session, FIRST_STEP)
        taken = await letter_claims.claim(session, FIRST_STEP)
        assert taken is not None
        sent = LetterSettlement(letter=taken, fate=Fate.SENT, at=FIRST_STEP, recipient_id=plan.karin)
        await letter_claims.settle(session, sent)

        assert before == [plan.karin]
        assert await inquiries.asked_about(session, first.asked_key) == []
