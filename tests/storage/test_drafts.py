"""What is typed and not saved: one for each person and activity, and where a form stands open."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

import pytest

from domain.people import TenantId
from storage import drafts
from storage.database import Database, TenantSession
from storage.tables import MunicipalGroupRow
from tests.plans import FIRST_STEP, SmallPlan

TYPED = {"progress": "delayed", "comment": "Taken väntar."}


async def keep(
    session: TenantSession,
    plan: SmallPlan,
    name: str = "karin",
    *,
    item: str = "solar_roofs",
    fields: Mapping[str, str] = TYPED,
    message_id: str = "m1",
    page: int = 0,
    later: int = 0,
) -> None:
    await drafts.keep(
        session,
        person_id=plan.person_id(name),
        follow_up_round_id=plan.follow_up_round_id,
        plan_activity_id=getattr(plan, item),
        fields=fields,
        message_id=message_id,
        page=page,
        at=FIRST_STEP + timedelta(minutes=later),
    )


async def test_a_draft_is_found_as_it_was_typed(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await keep(session, plan, page=2)

    async with database.reading(plan.tenant_id) as session:
        found = await drafts.find(session, plan.karin, plan.follow_up_round_id, plan.solar_roofs)
    assert found is not None
    assert (found.fields, found.message_id, found.page, found.updated_at) == (TYPED, "m1", 2, FIRST_STEP)


async def test_the_latest_takes_the_place_of_the_former(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await keep(session, plan)
        await keep(session, plan, fields={"comment": "Nej."}, message_id="m2", later=5)

        found = await drafts.of_round(session, plan.karin, plan.follow_up_round_id)

    assert {key: (each.fields, each.message_id) for key, each in found.items()} == {
        plan.solar_roofs: ({"comment": "Nej."}, "m2")
    }


@pytest.mark.parametrize("text", ["\x00", "\ud83d", "😀", '"},{', "\u2028", "å" * 10_000])
async def test_any_character_survives(database: Database, plan: SmallPlan, text: str) -> None:
    async with database.writing(plan.tenant_id) as session:
        await keep(session, plan, fields={"comment": text})

        found = await drafts.find(session, plan.karin, plan.follow_up_round_id, plan.solar_roofs)

    assert found is not None
    assert found.fields == {"comment": text}


async def test_a_form_that_is_merely_open_is_no_draft(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await keep(session, plan, fields={})

        assert await drafts.find(session, plan.karin, plan.follow_up_round_id, plan.solar_roofs) is None
        assert await drafts.of_round(session, plan.karin, plan.follow_up_round_id) == {}


async def test_messages_in_which_a_form_stands_open_are_known(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await keep(session, plan, fields={}, message_id="m1")
        await keep(session, plan, "johan", item="travel", message_id="m2")
        await keep(session, plan, "amina", item="meals", message_id="")
        everybody = [plan.karin, plan.johan, plan.amina]

        assert await drafts.open_messages(session, plan.follow_up_round_id, everybody) == {
            (plan.karin, "m1"),
            (plan.johan, "m2"),
        }
        assert await drafts.open_messages(session, plan.follow_up_round_id, [plan.karin]) == {
            (plan.karin, "m1")
        }
        assert await drafts.open_messages(session, plan.earlier_round_id, everybody) == set()


async def test_a_saved_draft_is_forgotten(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await keep(session, plan)
        await keep(session, plan, item="charging")

        await drafts.forget(session, plan.karin, plan.follow_up_round_id, plan.solar_roofs)

        left = await drafts.of_round(session, plan.karin, plan.follow_up_round_id)
    assert list(left) == [plan.charging]


async def test_closing_a_form_keeps_what_was_typed_in_it(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await keep(session, plan)
        await keep(session, plan, item="charging", fields={})

        was_open = await drafts.close(session, plan.karin, "m1")
        is_open = await drafts.close(session, plan.karin, "m1")

        left = await drafts.of_round(session, plan.karin, plan.follow_up_round_id)
        standing = await drafts.open_messages(session, plan.follow_up_round_id, [plan.karin])
    assert (was_open, is_open, standing) == (True, False, set())
    assert {key: each.message_id for key, each in left.items()} == {plan.solar_roofs: ""}


async def test_nothing_is_closed_where_no_message_is_named(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await keep(session, plan, fields={}, message_id="m1")
        await keep(session, plan, item="charging", message_id="")

        assert not await drafts.close(session, plan.karin, "")

        assert await drafts.open_messages(session, plan.follow_up_round_id, [plan.karin])
        assert await drafts.of_round(session, plan.karin, plan.follow_up_round_id)


async def test_opening_a_form_keeps_what_was_typed_in_it(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await keep(session, plan, message_id="")

        for message_id in ("m1", "m2"):
            await drafts.open_in(
                session,
                person_id=plan.karin,
                follow_up_round_id=plan.follow_up_round_id,
                plan_activity_id=plan.solar_roofs,
                message_id=message_id,
                page=1,
                at=FIRST_STEP + timedelta(hours=1),
            )

        found = await drafts.find(session, plan.karin, plan.follow_up_round_id, plan.solar_roofs)
    assert found is not None
    assert (found.fields, found.message_id, found.page) == (TYPED, "m2", 1)
    assert found.updated_at == FIRST_STEP


async def test_two_devices_that_keep_at_once_leave_one_draft(database: Database, plan: SmallPlan) -> None:
    async def from_device(message_id: str) -> None:
        async with database.writing(plan.tenant_id) as session:
            await keep(session, plan, message_id=message_id)

    await asyncio.gather(*(from_device(f"m{number}") for number in range(4)))

    async with database.reading(plan.tenant_id) as session:
        found = await drafts.of_round(session, plan.karin, plan.follow_up_round_id)
    assert len(found) == 1


async def test_a_draft_is_its_tenants_and_its_persons_own(database: Database, plan: SmallPlan) -> None:
    other = TenantId("22222222-2222-4333-8444-555555555555")
    async with database.writing(other) as session:
        session.sql.add(MunicipalGroupRow(tenant_id=other, name="En annan"))
    async with database.writing(plan.tenant_id) as session:
        await keep(session, plan)

        assert await drafts.of_round(session, plan.johan, plan.follow_up_round_id) == {}
    async with database.writing(other) as session:
        await drafts.forget(session, plan.karin, plan.follow_up_round_id, plan.solar_roofs)
        await drafts.close(session, plan.karin, "m1")

        assert await drafts.open_messages(session, plan.follow_up_round_id, [plan.karin]) == set()
    async with database.reading(plan.tenant_id) as session:
        assert await drafts.find(session, plan.karin, plan.follow_up_round_id, plan.solar_roofs)
