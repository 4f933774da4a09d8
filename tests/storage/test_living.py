from datetime import datetime, timedelta

from domain.people import PersonId, TenantId
from domain.rounds import FollowUpRoundId
from storage import living
from storage.database import Database, TenantSession
from storage.living import LivingMessage
from tests.plans import FIRST_STEP as AT
from tests.plans import SmallPlan

LATER = AT + timedelta(days=14)


def message(plan: SmallPlan, message_id: str, *, of: str = "karin", to: str = "") -> LivingMessage:
    return LivingMessage(
        person_id=plan.person_id(of), recipient_id=plan.person_id(to or of), message_id=message_id
    )


async def living_of(session: TenantSession, plan: SmallPlan, *names: str) -> set[str]:
    people = [plan.person_id(name) for name in names]
    return {each.message_id for each in await living.of(session, plan.follow_up_round_id, people)}


async def test_the_first_message_takes_nobodys_place(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        former = await _put(session, plan, "message-1")

        assert former == ""
        assert await living_of(session, plan, "karin") == {"message-1"}


async def test_a_new_message_takes_the_place_of_the_former(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await _put(session, plan, "message-1")
        former = await living.put_all(session, plan.follow_up_round_id, [message(plan, "message-2")], LATER)

        assert former == [message(plan, "message-1")]
        assert await living_of(session, plan, "karin") == {"message-2"}


async def test_a_message_does_not_take_its_own_place(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await _put(session, plan, "message-1")

        assert await _put(session, plan, "message-1") == ""


async def test_an_older_message_that_is_noted_late_retires_itself(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await living.put_all(session, plan.follow_up_round_id, [message(plan, "newer")], LATER)

        assert await _put(session, plan, "older") == "older"
        assert await living_of(session, plan, "karin") == {"newer"}


async def test_an_owner_and_who_stands_in_have_a_message_each(database: Database, plan: SmallPlan) -> None:
    own, stood_in = message(plan, "own", of="amina"), message(plan, "stood in", of="amina", to="johan")
    async with database.writing(plan.tenant_id) as session:
        await living.put_all(session, plan.follow_up_round_id, [stood_in, own], AT)

        assert await living_of(session, plan, "amina") == {"own", "stood in"}
        assert await living.in_chats(session, plan.follow_up_round_id, [plan.johan]) == [stood_in]


async def test_many_are_written_together_those_with_a_former_one_among_them(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await _put(session, plan, "message-1")
        both = [message(plan, "of johan", of="johan"), message(plan, "message-2")]
        former = await living.put_all(session, plan.follow_up_round_id, both, LATER)

        assert former == [message(plan, "message-1")]
        assert await living_of(session, plan, "karin", "johan") == {"message-2", "of johan"}


async def test_another_round_and_another_tenant_have_their_own(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await _put(session, plan, "message-1")

        assert await living.of(session, plan.earlier_round_id, [plan.karin]) == []
    async with database.reading(TenantId("somebody-else")) as session:
        assert await living_of(session, plan, "karin") == set()


async def test_nobody_asked_for_is_nobody_found(database: Database, plan: SmallPlan) -> None:
    async with database.reading(plan.tenant_id) as session:
        assert await living.of(session, FollowUpRoundId(1), list[PersonId]()) == []


async def test_a_message_in_which_somebody_writes_is_occupied_until_then_or_until_they_leave(
    database: Database, plan: SmallPlan
) -> None:
    async def occupied(until: datetime | None) -> list[datetime | None]:
        async with database.writing(plan.tenant_id) as session:
            await living.occupy(session, plan.follow_up_round_id, plan.karin, "message-1", until)
            found = await living.of(session, plan.follow_up_round_id, [plan.karin])
            return [each.occupied_until for each in found]

    async with database.writing(plan.tenant_id) as session:
        await _put(session, plan, "message-1")

    assert [await occupied(LATER), await occupied(None)] == [[LATER], [None]]


async def test_a_new_message_is_not_occupied_and_the_former_tells_that_it_was(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await _put(session, plan, "message-1")
        await living.occupy(session, plan.follow_up_round_id, plan.karin, "message-1", LATER)
        [former] = await living.put_all(session, plan.follow_up_round_id, [message(plan, "message-2")], LATER)
        [now] = await living.of(session, plan.follow_up_round_id, [plan.karin])

    assert (former.occupied_until, now.occupied_until) == (LATER, None)


async def _put(session: TenantSession, plan: SmallPlan, message_id: str) -> str:
    return await living.put(
        session,
        follow_up_round_id=plan.follow_up_round_id,
        person_id=plan.karin,
        recipient_id=plan.karin,
        message_id=message_id,
        at=AT,
    )
