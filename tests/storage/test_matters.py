"""Matters and their messages, on both databases."""

import asyncio
from datetime import date, timedelta

import pytest

from domain.deliveries import DeliveryKind
from domain.matters import Matter, MatterId, MatterKind, MatterState
from domain.people import PersonId, TenantId
from storage import ledger, matter_messages, messages, org_units, ownership, worklists
from storage import matters as matter_store
from storage import people as people_store
from storage.database import Database, TenantSession
from tests.plans import FIRST_STEP, SmallPlan, add_co_owner, small_plan, take_out


@pytest.fixture
async def plan(database: Database, tenant_id: TenantId) -> SmallPlan:
    return await small_plan(database, tenant_id)


async def put(
    session: TenantSession,
    plan: SmallPlan,
    key: str = "handover:1:0",
    *,
    kind: MatterKind = MatterKind.HANDOVER,
    state: MatterState = MatterState.ASKED,
    person_id: PersonId | None = None,
    **columns: object,
) -> MatterId | None:
    return await matter_store.put(
        session,
        key=key,
        kind=kind,
        state=state,
        follow_up_round_id=plan.follow_up_round_id,
        person_id=person_id or plan.karin,
        asked_by=person_id or plan.karin,
        at=FIRST_STEP,
        **columns,
    )


async def stored(session: TenantSession, matter_id: MatterId | None) -> Matter:
    found = await matter_store.find(session, matter_id or MatterId(0))
    assert found is not None
    return found


async def test_a_matter_comes_back_as_it_was_stored(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        matter_id = await put(
            session,
            plan,
            plan_activity_id=plan.solar_roofs,
            counterpart_id=plan.johan,
            reason="Johan leder projektet.",
            respond_by=FIRST_STEP + timedelta(days=7),
        )
        found = await stored(session, matter_id)

    assert found == Matter(
        matter_id=found.matter_id,
        kind=MatterKind.HANDOVER,
        state=MatterState.ASKED,
        follow_up_round_id=plan.follow_up_round_id,
        plan_activity_id=plan.solar_roofs,
        person_id=plan.karin,
        counterpart_id=plan.johan,
        asked_by=plan.karin,
        asked_at=FIRST_STEP,
        reason="Johan leder projektet.",
        respond_by=FIRST_STEP + timedelta(days=7),
    )


async def test_one_key_is_one_matter_also_for_two_at_once(database: Database, plan: SmallPlan) -> None:
    async def ask() -> MatterId | None:
        async with database.writing(plan.tenant_id) as session:
            return await put(session, plan, plan_activity_id=plan.solar_roofs)

    asked = await asyncio.gather(*(ask() for _ in range(4)))

    assert sum(each is not None for each in asked) == 1


async def test_of_two_who_settle_at_once_one_is_first(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        matter = await stored(session, await put(session, plan, plan_activity_id=plan.solar_roofs))

    async def settle(state: MatterState) -> bool:
        async with database.writing(plan.tenant_id) as session:
            return await matter_store.settle(session, matter, state, FIRST_STEP)

    outcomes = await asyncio.gather(settle(MatterState.ACCEPTED), settle(MatterState.DECLINED))

    assert sorted(outcomes) == [False, True]


async def test_a_settled_matter_is_not_open_and_cannot_be_settled_again(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        matter = await stored(session, await put(session, plan, plan_activity_id=plan.solar_roofs))
        before = await matter_store.open_handover(session, plan.solar_roofs)
        await matter_store.settle(session, matter, MatterState.DECLINED, FIRST_STEP, reply="Nej.")

        again = await matter_store.settle(session, matter, MatterState.ACCEPTED, FIRST_STEP)

        assert before == matter
        assert not again
        assert await matter_store.open_handover(session, plan.solar_roofs) is None
        assert await matter_store.every_open(session) == []
        assert (await stored(session, matter.matter_id)).reply == "Nej."
        assert await matter_store.number_of_handovers(session, plan.solar_roofs) == 1


async def test_an_open_request_is_one_person_s_in_one_round(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        about = {"kind": MatterKind.MORE_TIME, "until": date(2023, 9, 14), "days": 2}
        await put(session, plan, "more_time:1", **about)  # type: ignore[arg-type]

        theirs = await matter_store.open_request(session, plan.follow_up_round_id, plan.karin)

        assert theirs is not None
        assert await matter_store.open_request(session, plan.follow_up_round_id, plan.johan) is None
        assert await matter_store.open_request(session, plan.earlier_round_id, plan.karin) is None
        assert await matter_store.number_of_requests(session, plan.follow_up_round_id, plan.karin) == 1


async def test_somebody_is_told_once_for_each_key(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        told = [
            await matter_store.tell(
                session,
                key="answered_for:7",
                kind=MatterKind.ANSWERED_FOR,
                follow_up_round_id=plan.follow_up_round_id,
                plan_activity_id=plan.solar_roofs,
                recipient_id=plan.karin,
                told_by=plan.maja,
                reason="Karin är sjuk.",
                at=FIRST_STEP,
                not_before=FIRST_STEP,
            )
            for _ in range(2)
        ]
        fates = await ledger.fates(session, plan.follow_up_round_id)

    assert told[0] is not None
    assert told[1] is None
    assert [(entry.kind, number) for entry, number in fates.items()] == [(DeliveryKind.MATTER, 1)]


async def test_a_message_about_a_matter_is_no_reminder_to_the_ledger(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        matter_id = await put(session, plan, plan_activity_id=plan.solar_roofs)
        await matter_messages.send(
            session,
            matter_id or MatterId(0),
            [plan.johan],
            "asked",
            follow_up_round_id=plan.follow_up_round_id,
            at=FIRST_STEP,
            not_before=FIRST_STEP,
        )
        places = await ledger.places(session, plan.follow_up_round)
        page = await ledger.page(session, plan.follow_up_round, skip=0, most=10)
        summaries = await ledger.summaries(session, plan.follow_up_round)

    listed = [
        each
        async for some in messages.every(database, plan.tenant_id, plan.follow_up_round_id)
        for each in some
    ]
    assert sum(places.values()) == 0
    assert page == []
    assert summaries == []
    assert [(each.kind, each.key) for each in listed] == [(DeliveryKind.MATTER, "")]


async def test_an_activity_moves_with_its_role_and_without_its_co_ownership(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await add_co_owner(session, plan.solar_roofs, plan.henrik)

        moved = await ownership.move(session, plan.solar_roofs, owner=plan.karin, successor=plan.henrik)
        item = await worklists.item(session, plan.follow_up_round, plan.solar_roofs)
        henrik = (await people_store.everybody(session))[plan.henrik]

    assert moved
    assert item is not None
    assert (item.plan_activity.owner_id, item.plan_activity.co_owner_ids) == (plan.henrik, frozenset())
    assert {role.value for role in henrik.roles} == {"director", "owner"}
    assert item.previous is not None


async def test_an_activity_does_not_move_from_somebody_who_does_not_own_it(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await take_out(session, plan.charging)

        assert not await ownership.move(session, plan.solar_roofs, owner=plan.johan, successor=plan.henrik)
        assert not await ownership.move(session, plan.charging, owner=plan.karin, successor=plan.henrik)
        assert await ownership.owners(session, [plan.solar_roofs, plan.charging]) == {
            plan.solar_roofs: plan.karin
        }
        assert await ownership.owners(session, []) == {}


async def test_sharing_twice_is_sharing_once(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        assert await ownership.share(session, plan.solar_roofs, plan.johan)
        assert not await ownership.share(session, plan.solar_roofs, plan.johan)


async def test_units_are_known_by_name(database: Database, plan: SmallPlan) -> None:
    async with database.reading(plan.tenant_id) as session:
        names = await org_units.names(session)

    assert names == {plan.sector_id: "Sektor samhällsbyggnad", plan.company_id: "Tunabyggen"}


async def test_another_tenant_sees_nothing(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        matter_id = await put(session, plan, plan_activity_id=plan.solar_roofs)

    async with database.reading(TenantId("99999999-2222-4333-8444-555555555555")) as session:
        assert await matter_store.find(session, matter_id or MatterId(0)) is None
        assert await matter_store.every_open(session) == []
        assert await matter_store.some(session, [matter_id or MatterId(0)]) == {}
