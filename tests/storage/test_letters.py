"""Letters on either database: written down once by many at once, and taken by one."""

import asyncio
from datetime import timedelta

from domain.deliveries import Fate
from domain.mail import MailFailure, address_mark
from storage import letter_claims, letters
from storage.database import Database
from storage.letter_claims import LEASE, LetterSettlement
from storage.tables import DeliveryRow
from tests.plans import FIRST_STEP, SmallPlan


async def give_up(database: Database, plan: SmallPlan, *, failure: str = "blocked", key: str = "1") -> None:
    """A reminder to Karin that Teams could not take."""
    async with database.writing(plan.tenant_id) as session:
        session.sql.add(
            DeliveryRow(
                tenant_id=plan.tenant_id,
                key=key,
                kind="reminder",
                follow_up_round_id=plan.follow_up_round_id,
                person_id=plan.karin,
                fate=Fate.GIVEN_UP.value,
                failure=failure,
                not_before=FIRST_STEP,
                created_at=FIRST_STEP,
                settled_at=FIRST_STEP,
            )
        )


async def test_several_replicas_at_once_write_one_letter_and_one_of_them_takes_it(
    database: Database, plan: SmallPlan
) -> None:
    await give_up(database, plan)

    async def replica() -> tuple[int, letters.StoredLetter | None]:
        async with database.writing(plan.tenant_id) as session:
            written = await letters.plan(session, FIRST_STEP)
        async with database.writing(plan.tenant_id) as session:
            return written, await letter_claims.claim(session, FIRST_STEP)

    done = await asyncio.gather(*(replica() for _ in range(4)))

    assert sum(written for written, _ in done) == 1
    assert len([taken for _, taken in done if taken]) == 1


async def test_only_the_latest_reminder_counts_and_only_what_teams_cannot_mend(
    database: Database, plan: SmallPlan
) -> None:
    await give_up(database, plan, key="1")
    await give_up(database, plan, key="2", failure="too_large")

    async with database.writing(plan.tenant_id) as session:
        assert await letters.plan(session, FIRST_STEP) == 0
    await give_up(database, plan, key="3")
    async with database.writing(plan.tenant_id) as session:
        assert await letters.plan(session, FIRST_STEP) == 1


async def test_whoever_died_with_a_letter_has_it_taken_over_and_settles_it_no_more(
    database: Database, plan: SmallPlan
) -> None:
    await give_up(database, plan)
    async with database.writing(plan.tenant_id) as session:
        await letters.plan(session, FIRST_STEP)
        dead = await letter_claims.claim(session, FIRST_STEP)
        early = await letter_claims.claim(session, FIRST_STEP + LEASE - timedelta(seconds=1))
        living = await letter_claims.claim(session, FIRST_STEP + LEASE)
    assert dead is not None
    assert living is not None
    assert early is None

    mark = address_mark("Karin@Borlange.example ")
    async with database.writing(plan.tenant_id) as session:
        late = LetterSettlement(letter=dead, fate=Fate.SENT, at=FIRST_STEP)
        assert not await letter_claims.settle(session, late)
        refused = LetterSettlement(
            letter=living,
            fate=Fate.GIVEN_UP,
            at=FIRST_STEP,
            failure=MailFailure.BOUNCED,
            recipient_id=plan.karin,
            address_mark=mark,
        )
        assert await letter_claims.settle(session, refused)
        assert await letters.bounced(session) == {address_mark("karin@borlange.example")}
        assert await letters.sent_since(session, FIRST_STEP - timedelta(minutes=1)) == 0


async def test_one_that_a_replica_is_about_to_take_is_passed_over_and_not_waited_for(
    database: Database, plan: SmallPlan
) -> None:
    await give_up(database, plan, key="1")
    async with database.writing(plan.tenant_id) as session:
        await letters.plan(session, FIRST_STEP)
    await give_up(database, plan, key="2")
    async with database.writing(plan.tenant_id) as session:
        await letters.plan(session, FIRST_STEP)
    async with database.writing(plan.tenant_id) as session:
        has_one_writer = session.has_one_writer
        first = await letter_claims.claim(session, FIRST_STEP)
        if not has_one_writer:
            # The first is not committed yet, and its row is locked.
            async with asyncio.timeout(20), database.writing(plan.tenant_id) as other:
                second = await letter_claims.claim(other, FIRST_STEP)
    if has_one_writer:
        async with database.writing(plan.tenant_id) as session:
            second = await letter_claims.claim(session, FIRST_STEP)

    assert first is not None
    assert second is not None
    assert first.letter_id < second.letter_id
