"""All that is held about somebody is found, and erasing leaves only public records and numbers."""

from datetime import date, timedelta

import pytest
from sqlmodel import col

from cards.words import Words
from dialogs.person_data.erasing import erased, wish_for
from domain.deliveries import Fate
from domain.erasure import Erasure, Hindrances, Somebody
from domain.people import Absence
from domain.retention import ErasedNames, Personal
from storage import audit, ownership
from storage import people as people_store
from storage.data_map import DATA_MAP
from storage.database import Database
from storage.person_data import finding
from storage.person_data.erasing import FATES
from storage.tables import (
    ContactPointRow,
    DeliveryRow,
    MatterRow,
    PersonRow,
    metadata,
)
from tests import one_of_each
from tests.plans import FIRST_STEP as AT
from tests.plans import SmallPlan, add_co_owner, answer, entra_id
from tests.stored import stored

ON = date(2023, 8, 22)
SECRET = "Min mamma är sjuk"
PERSONAL = {table for table, holding in DATA_MAP.items() if holding.personal is not Personal.NOTHING}


@pytest.fixture
async def johan(database: Database, plan: SmallPlan) -> Somebody:
    """He is in every table that can hold anything about people."""
    async with database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.travel, plan.johan)
        await add_co_owner(session, plan.meals, plan.johan)
        await one_of_each.write(session, plan, "johan", SECRET, AT)
        await audit.record(session, deed="x.y", subject=f"person:{plan.johan}", at=AT, actor_id=plan.johan)
        found = await finding.find(session, "Johan@Borlange.example ")
    assert found is not None
    return found


def test_somebody_has_decided_what_becomes_of_every_table_that_says_anything_about_people() -> None:
    assert set(FATES) == PERSONAL
    assert set(DATA_MAP) == {table.name for table in metadata.sorted_tables}


async def test_everything_that_is_held_is_found_in_every_table(
    database: Database, plan: SmallPlan, johan: Somebody
) -> None:
    async with database.reading(plan.tenant_id) as session:
        rows = await finding.everything(session, johan)
        by_number = await finding.find(session, str(plan.johan))
        nobody = await finding.find(session, "999")

    assert set(rows) == PERSONAL
    assert [row["name"] for row in rows["person"]] == ["Johan Åkerlund"]
    assert (by_number, nobody) == (johan, None)


async def handed_over(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await ownership.move(session, plan.travel, owner=plan.johan, successor=plan.karin)
        await people_store.set_absence(session, plan.amina, None)


@pytest.mark.parametrize("names", ErasedNames)
async def test_after_erasing_only_public_records_and_numbers_are_left(
    database: Database, plan: SmallPlan, johan: Somebody, names: ErasedNames
) -> None:
    await handed_over(database, plan)
    before = await stored(database, plan.tenant_id)

    await erased(database, plan.tenant_id, johan, wish_for(johan, names, Words(), ON), AT)

    after = await stored(database, plan.tenant_id)
    left = {table: str(rows) for table, rows in after.items() if FATES.get(table) is not Erasure.KEPT}
    for secret in (
        SECRET,
        "johan@borlange.example",
        entra_id("johan"),
        "a:johan",
        "29:johan",
        "'living'",
        "'sent'",
    ):
        assert {table for table, text in left.items() if secret in text} == set()
    named = {table for table, text in left.items() if "Johan Åkerlund" in text}
    assert named == ({"person"} if names is ErasedNames.KEEP else set())
    assert ("ansvarig på Tunabyggen" in left["person"]) is (names is ErasedNames.ROLE)
    assert (after["answer"], after["seal"]) == (before["answer"], before["seal"])
    async with database.reading(plan.tenant_id) as session:
        assert plan.johan not in await people_store.everybody(session)
        [delivery] = (await session.sql.exec(session.rows(DeliveryRow))).all()
    assert delivery.fate == Fate.CANCELLED.value


async def test_nobody_is_erased_who_owns_stands_in_or_has_something_open_and_nothing_changes(
    database: Database, plan: SmallPlan, johan: Somebody
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await session.change(MatterRow, col(MatterRow.key) == "m", state="asked")
    before = await stored(database, plan.tenant_id)

    found = await erased(database, plan.tenant_id, johan, wish_for(johan, ErasedNames.ROLE, Words(), ON), AT)

    assert found == Hindrances(
        plan_activities=("2.2 Cykelpool för tjänsteresor",), open_matters=1, stands_in_for=("Amina Yusuf",)
    )
    assert await stored(database, plan.tenant_id) == before


async def test_standing_in_for_somebody_who_is_back_hinders_nothing_and_is_forgotten(
    database: Database, plan: SmallPlan, johan: Somebody
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await ownership.move(session, plan.travel, owner=plan.johan, successor=plan.karin)
        over = Absence(
            first_day=ON - timedelta(days=9), last_day=ON - timedelta(days=1), deputy_id=plan.johan
        )
        await people_store.set_absence(session, plan.amina, over)

    await erased(database, plan.tenant_id, johan, wish_for(johan, ErasedNames.KEEP, Words(), ON), AT)

    async with database.reading(plan.tenant_id) as session:
        assert (await people_store.everybody(session))[plan.amina].absence is None
        rows = (await session.sql.exec(session.rows(ContactPointRow))).all()
        gone = (await session.sql.exec(session.rows(PersonRow).where(col(PersonRow.id) == plan.johan))).one()
    assert plan.johan not in {row.person_id for row in rows}
    assert gone.is_removed
