"""What goes straight to the driver comes back as SQLAlchemy would have given it, on both databases."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Insert, Select, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from domain.people import TenantId
from storage.database import Database, table_of
from storage.prepared import OF_TENANT, Prepared, by_place, filled_up, prepared
from storage.tables import FollowUpRoundRow, OrgUnitRow, PersonRow
from tests.plans import INTERIM_OPENS, SmallPlan

org_unit = table_of(OrgUnitRow)
person = table_of(PersonRow)
rounds = table_of(FollowUpRoundRow)


@prepared
def _people() -> Select[Any]:
    return (
        select(person.c.name, person.c.absent_from, person.c.is_removed)
        .where(person.c.tenant_id == OF_TENANT, person.c.id.in_(bindparam("people", expanding=True)))
        .order_by(person.c.id)
    )


@by_place
def _people_by_place() -> Select[Any]:
    return select(person.c.name, person.c.absent_from, person.c.is_removed).where(
        person.c.tenant_id == OF_TENANT, person.c.id.in_(bindparam("people", expanding=True))
    )


@prepared
def _opening() -> Select[Any]:
    return select(rounds.c.opens_at).where(
        rounds.c.tenant_id == OF_TENANT, rounds.c.opens_at <= bindparam("at")
    )


@prepared
def _unit() -> Insert:
    return insert(org_unit)


def test_a_statement_is_put_together_once() -> None:
    assert _people() is _people()


async def test_values_come_back_as_our_own_types(database: Database, plan: SmallPlan) -> None:
    async with database.reading(plan.tenant_id) as session:
        found = (await session.run(_people(), {"people": [plan.amina]})).one()

    assert (found.name, found.absent_from, found.is_removed) == ("Amina Yusuf", date(2023, 8, 14), False)


@pytest.mark.parametrize("names", [(), ("karin",), ("karin", "maja"), ("karin", "amina", "maja")])
async def test_a_list_may_be_of_any_length(
    database: Database, plan: SmallPlan, names: tuple[str, ...]
) -> None:
    async with database.reading(plan.tenant_id) as session:
        found = await session.run(_people(), {"people": [plan.person_id(name) for name in names]})

    assert {row.name.partition(" ")[0].lower() for row in found} == set(names)


@pytest.mark.parametrize("length", [8, 9, 100, 129, 500])
async def test_nothing_is_found_twice_or_missed_however_long_a_list_is(
    database: Database, plan: SmallPlan, length: int
) -> None:
    strangers = [-number for number in range(1, length - 1)]
    async with database.reading(plan.tenant_id) as session:
        found = await session.run(_people(), {"people": [plan.karin, *strangers, plan.maja]})

    assert sorted(row.name for row in found) == ["Karin Ek", "Maja Strand"]


@pytest.mark.parametrize(("length", "filled"), [(0, 0), (1, 1), (8, 8), (9, 16), (128, 128), (129, 192)])
def test_lists_are_filled_up_to_a_few_lengths(length: int, filled: int) -> None:
    members = list(range(length))

    assert len(filled_up(members)) == filled
    assert set(filled_up(members)) == set(members)


async def test_rows_may_be_read_by_place_alone(database: Database, plan: SmallPlan) -> None:
    async with database.reading(plan.tenant_id) as session:
        [amina] = await session.run(_people_by_place(), {"people": [plan.amina]})

    assert amina == ["Amina Yusuf", date(2023, 8, 14), False]


async def test_instants_go_in_and_out_with_their_time_zone(database: Database, plan: SmallPlan) -> None:
    async with database.reading(plan.tenant_id) as session:
        found = (await session.run(_opening(), {"at": INTERIM_OPENS})).scalars().all()
        before = (await session.run(_opening(), {"at": datetime(2000, 1, 1, tzinfo=UTC)})).all()

    assert INTERIM_OPENS in found
    assert before == []


async def test_nothing_of_another_tenant_is_found(database: Database, plan: SmallPlan) -> None:
    async with database.reading(TenantId("99999999-2222-4333-8444-555555555555")) as session:
        assert (await session.run(_people(), {"people": [plan.karin]})).all() == []


async def test_a_new_row_is_the_tenant_s_own(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await session.run(_unit(), {"name": "Dala Energi", "kind": "company"})

    async with database.reading(plan.tenant_id) as session:
        found = (await session.sql.exec(session.rows(OrgUnitRow))).all()
    assert "Dala Energi" in {row.name for row in found}


async def test_what_a_rule_of_the_database_forbids_fails_as_it_does_elsewhere(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await session.run(_unit(), {"name": "Dala Energi", "kind": "company"})

    with pytest.raises(IntegrityError):
        async with database.writing(plan.tenant_id) as session:
            await session.run(_unit(), {"name": "Dala Energi", "kind": "company"})


async def test_a_statement_that_names_no_tenant_is_not_prepared() -> None:
    with pytest.raises(ValueError, match="OF_TENANT"):
        Prepared(select(person.c.name))
