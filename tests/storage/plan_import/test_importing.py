"""Importing a plan: what is written, and that it is all or nothing."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.people import TenantId
from domain.plan_file.checks import Checked
from domain.plan_file.difference import Changed, FieldChange
from domain.plan_file.entries import EntryKind
from domain.plan_file.problems import PlanRefusedError
from storage.database import Database
from storage.plan_import.importing import is_email
from storage.tables import (
    AuditEventRow,
    CoOwnerRow,
    PersonRow,
    PlanActivityRow,
)
from tests.domain.plan_file.plan_files import (
    ANNA,
    AT,
    BO,
    CLARA,
    checked,
    earlier_answer,
    person,
    plan_activity,
    plan_file,
)
from tests.storage.plan_import.importing import (
    OTHER_TENANT,
    compared,
    everything,
    imported,
    people,
    rows,
    stored_plan_activities,
)


async def test_a_first_import_adds_everything(database: Database, tenant_id: TenantId) -> None:
    difference = await imported(database, tenant_id, checked())

    assert difference.counts() == {
        "added": {
            "municipal_group": 1,
            "plan": 1,
            "org_unit": 2,
            "strategic_priority": 1,
            "focus_area": 2,
            "working_method": 1,
            "measure": 2,
            "adoption": 2,
            "person": 2,
            "plan_activity": 2,
            "follow_up_round": 3,
            "earlier_answer": 1,
        }
    }


async def test_the_rows_say_what_the_file_says(database: Database, tenant_id: TenantId) -> None:
    away = replace(
        person(), absent_from=date(2023, 9, 1), absent_to=date(2023, 9, 20), deputy=BO, is_example=True
    )
    altered = replace(plan_activity(), co_owners=(BO,), indicator_name="Elbilar", indicator_target_year=2025)
    await imported(database, tenant_id, checked(people=(away, person(BO)), plan_activities=(altered,)))

    found = await people(database, tenant_id)
    stored = (await stored_plan_activities(database, tenant_id))["1.1"]
    assert found[ANNA]["deputy_id"] == found[BO]["id"]
    assert (found[ANNA]["absent_from"], found[ANNA]["is_example"]) == (date(2023, 9, 1), True)
    assert (stored["owner_id"], stored["indicator_name"]) == (found[ANNA]["id"], "Elbilar")
    assert [row["person_id"] for row in await rows(database, tenant_id, CoOwnerRow)] == [found[BO]["id"]]


async def test_the_same_file_twice_writes_nothing(database: Database, tenant_id: TenantId) -> None:
    await imported(database, tenant_id, checked())
    before = await everything(database, tenant_id)

    again = await imported(database, tenant_id, checked(), at=datetime(2024, 6, 1, tzinfo=UTC))

    assert again.is_empty
    assert await everything(database, tenant_id) == before


async def test_the_order_of_rows_in_a_file_means_nothing(database: Database, tenant_id: TenantId) -> None:
    await imported(database, tenant_id, checked())
    turned = checked(
        people=plan_file().people[::-1],
        plan_activities=plan_file().plan_activities[::-1],
        measures=plan_file().measures[::-1],
    )

    assert (await imported(database, tenant_id, turned)).is_empty


async def test_a_comparison_writes_nothing(database: Database, tenant_id: TenantId) -> None:
    difference = await compared(database, tenant_id, checked())

    assert difference.counts()["added"]["plan_activity"] == 2
    assert all(not found for found in await everything(database, tenant_id))


async def test_a_comparison_tells_what_the_import_then_does(database: Database, tenant_id: TenantId) -> None:
    await imported(database, tenant_id, checked())
    changed = checked(people=(person(), person(BO), person(CLARA)), plan_activities=(plan_activity(),))

    told = await compared(database, tenant_id, changed)

    assert told == await imported(database, tenant_id, changed)


async def test_a_change_is_told_field_by_field(database: Database, tenant_id: TenantId) -> None:
    await imported(database, tenant_id, checked())
    moved = replace(plan_activity(row=2), end=date(2024, 1, 31), owner=BO)

    difference = await imported(
        database, tenant_id, checked(plan_activities=(moved, plan_activity("1.2", 3, BO)))
    )

    (change,) = difference.changed_of(EntryKind.PLAN_ACTIVITY)
    assert isinstance(change, Changed)
    assert change.fields == (
        FieldChange(field="owner", old=ANNA, new=BO),
        FieldChange(field="end", old=date(2023, 12, 15), new=date(2024, 1, 31)),
    )
    assert (await stored_plan_activities(database, tenant_id))["1.1"]["end"] == date(2024, 1, 31)


async def test_people_are_the_same_whatever_case_their_address_has(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, checked())
    before = (await people(database, tenant_id))[ANNA]["id"]
    renamed = replace(person(), name="Anna Lind")

    await imported(database, tenant_id, checked(people=(renamed, person(BO))))

    assert (await people(database, tenant_id))[ANNA]["id"] == before
    assert (await people(database, tenant_id))[ANNA]["name"] == "Anna Lind"


async def test_a_refused_file_writes_nothing(database: Database, tenant_id: TenantId) -> None:
    refused = checked(plan_activities=(plan_activity(), plan_activity("1.2", 3, CLARA)))

    with pytest.raises(PlanRefusedError):
        await imported(database, tenant_id, refused)

    assert all(not found for found in await everything(database, tenant_id))


async def test_an_import_that_breaks_half_way_leaves_nothing(database: Database, tenant_id: TenantId) -> None:
    # A file that was never checked: the second activity has an owner whom nobody knows.
    unchecked = Checked(
        entries=replace(plan_file(), plan_activities=(plan_activity(), plan_activity("1.2", 3, CLARA))),
        problems=(),
        unified=(),
    )

    with pytest.raises(KeyError):
        await imported(database, tenant_id, unchecked)

    assert all(not found for found in await everything(database, tenant_id))


async def test_an_import_leaves_one_line_in_the_audit_trail(database: Database, tenant_id: TenantId) -> None:
    difference = await imported(database, tenant_id, checked())

    (event,) = await rows(database, tenant_id, AuditEventRow)
    assert (event["deed"], event["subject"], event["at"]) == ("plan.imported", "plan:2023", AT)
    assert json.loads(str(event["details"])) == difference.counts()


async def test_the_municipality_may_change_its_name(database: Database, tenant_id: TenantId) -> None:
    await imported(database, tenant_id, checked())

    difference = await imported(database, tenant_id, checked(), municipality="Borlänge kommun")

    (change,) = difference.changed
    assert change.fields == (FieldChange(field="name", old="Borlänge", new="Borlänge kommun"),)


async def test_two_tenants_do_not_see_each_other(database: Database, tenant_id: TenantId) -> None:
    await imported(database, tenant_id, checked())
    await imported(database, OTHER_TENANT, checked(people=(person(), person(BO), person(CLARA))))

    assert (await imported(database, tenant_id, checked())).is_empty
    assert len(await rows(database, OTHER_TENANT, PersonRow)) == 3
    assert len(await rows(database, tenant_id, PersonRow)) == 2


@pytest.mark.parametrize(
    "text",
    ["'; DROP TABLE person; --", "{{ 7*7 }}", '"quotes" \\ %s %(x)s :name', "👩‍🚒\u202eabc", "<at>alla</at>"],
)
async def test_hostile_text_is_stored_as_it_is(database: Database, tenant_id: TenantId, text: str) -> None:
    hostile = replace(plan_activity(), title=text, description=text, number="1'1")
    file = checked(
        plan_activities=(hostile,),
        earlier_answers=(replace(earlier_answer("1'1"), comment=text),),
    )

    await imported(database, tenant_id, file)

    assert (await stored_plan_activities(database, tenant_id))["1'1"]["title"] == text
    assert (await imported(database, tenant_id, file)).is_empty


async def test_activities_stand_in_the_order_of_their_numbers(
    database: Database, tenant_id: TenantId
) -> None:
    numbers = ("1.10", "1.2", "1.1")
    await imported(database, tenant_id, checked(plan_activities=tuple(map(plan_activity, numbers))))
    inserted = ("1.10", "1.2", "1.1", "1.3")
    await imported(database, tenant_id, checked(plan_activities=tuple(map(plan_activity, inserted))))

    found = await rows(database, tenant_id, PlanActivityRow)
    in_order = sorted(found, key=lambda row: int(str(row["position"])))
    assert [row["number"] for row in in_order] == ["1.1", "1.2", "1.3", "1.10"]


async def test_two_thousand_activities_are_written_in_batches(
    database: Database, tenant_id: TenantId
) -> None:
    many = checked(plan_activities=tuple(plan_activity(f"1.{number}") for number in range(1, 2001)))

    await imported(database, tenant_id, many)

    assert len(await stored_plan_activities(database, tenant_id)) == 2000


def test_addresses_are_judged_by_their_form_alone() -> None:
    assert is_email("anna.lind@borlange.example")
    assert not any(map(is_email, ("anna", "anna@", "@borlange.example", "a b@c.se", "anna@localhost", "")))
