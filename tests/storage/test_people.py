import asyncio
from dataclasses import replace
from datetime import date, time

import pytest
from sqlmodel import col

from domain.calendar import WorkingHours
from domain.contact import ContactState
from domain.people import Absence, Language, Person, Role, TenantId
from storage import contacts as contact_store
from storage import people as people_store
from storage.database import Database
from storage.tables import PersonRoleRow, PersonRow
from tests.plans import FIRST_STEP as AT
from tests.plans import SmallPlan, contact_of, entra_id, person_of, small_plan

KARINS = "karin@borlange.example"
JOHANS = "johan@borlange.example"


async def match(database: Database, plan: SmallPlan, entra_object_id: str, *addresses: str) -> Person | None:
    async with database.writing(plan.tenant_id) as session:
        return await people_store.match(session, entra_object_id, addresses)


async def take_out_karin(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await session.change(PersonRow, col(PersonRow.id) == plan.karin, is_removed=True)


async def nobody_known(database: Database, plan: SmallPlan) -> None:
    """As it was before anybody installed the bot."""
    async with database.writing(plan.tenant_id) as session:
        await session.change(PersonRow, entra_object_id=None)


async def test_a_person_comes_back_with_roles_language_and_absence(
    database: Database, plan: SmallPlan
) -> None:
    amina = await person_of(database, plan, "amina")

    assert amina == Person(
        person_id=plan.amina,
        name="Amina Yusuf",
        email="amina@borlange.example",
        org_unit_id=plan.company_id,
        roles=frozenset({Role.OWNER}),
        language=Language.ENGLISH,
        entra_object_id=entra_id("amina"),
        absence=Absence(first_day=date(2023, 8, 14), last_day=date(2023, 9, 15), deputy_id=plan.johan),
    )


async def test_a_person_may_have_several_roles(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        session.sql.add(PersonRoleRow(tenant_id=plan.tenant_id, person_id=plan.maja, role="owner"))

    assert (await person_of(database, plan, "maja")).roles == {Role.OWNER, Role.STRATEGIST}


async def test_a_known_entra_object_id_is_enough(database: Database, plan: SmallPlan) -> None:
    found = await match(database, plan, entra_id("karin"))

    assert found is not None
    assert found.person_id == plan.karin


async def test_a_new_user_is_known_by_e_mail_address_whatever_its_case(
    database: Database, plan: SmallPlan
) -> None:
    await nobody_known(database, plan)

    found = await match(database, plan, "new-id", "Karin@Borlange.Example")

    assert found is not None
    assert (found.person_id, found.entra_object_id) == (plan.karin, "new-id")
    assert (await person_of(database, plan, "karin")).entra_object_id == "new-id"


async def test_a_new_user_is_known_by_user_principal_name(database: Database, plan: SmallPlan) -> None:
    await nobody_known(database, plan)

    found = await match(database, plan, "new-id", "karin.ek@elsewhere.example", KARINS)

    assert found is not None
    assert found.person_id == plan.karin


async def test_the_e_mail_address_goes_before_the_user_principal_name(
    database: Database, plan: SmallPlan
) -> None:
    await nobody_known(database, plan)

    by_address = await match(database, plan, "one-id", KARINS, JOHANS)
    await nobody_known(database, plan)
    turned_round = await match(database, plan, "one-id", JOHANS, KARINS)

    assert by_address is not None
    assert turned_round is not None
    assert (by_address.person_id, turned_round.person_id) == (plan.karin, plan.johan)


async def test_nobody_is_taken_over_by_another_user(database: Database, plan: SmallPlan) -> None:
    assert await match(database, plan, "another-id", KARINS) is None
    assert (await person_of(database, plan, "karin")).entra_object_id == entra_id("karin")


async def test_the_entra_object_id_goes_before_the_address(database: Database, plan: SmallPlan) -> None:
    found = await match(database, plan, entra_id("karin"), JOHANS)

    assert found is not None
    assert found.person_id == plan.karin


async def test_a_user_with_no_known_address_is_nobody(database: Database, plan: SmallPlan) -> None:
    assert await match(database, plan, "new-id", "nobody@borlange.example") is None
    assert await match(database, plan, "new-id") is None


@pytest.mark.usefixtures("plan")
async def test_nobody_is_found_in_another_tenant(database: Database) -> None:
    other = await small_plan(database, TenantId("99999999-2222-4333-8444-555555555555"), contacts=())

    assert await match(database, other, entra_id("karin")) is None


async def test_somebody_who_has_left_the_plan_is_nobody(database: Database, plan: SmallPlan) -> None:
    await take_out_karin(database, plan)

    async with database.reading(plan.tenant_id) as session:
        assert await people_store.by_entra_object_id(session, entra_id("karin")) is None
        assert plan.karin not in await people_store.everybody(session)


async def test_of_some_people_nobody_else_is_read_but_whoever_may_stand_in(
    database: Database, plan: SmallPlan
) -> None:
    async with database.reading(plan.tenant_id) as session:
        everybody = await people_store.everybody(session)
        found = await people_store.some(session, [plan.amina, plan.maja])

    assert found == {each: everybody[each] for each in (plan.amina, plan.maja, plan.johan)}


async def test_of_some_people_those_who_have_left_the_plan_are_nobody(
    database: Database, plan: SmallPlan
) -> None:
    await take_out_karin(database, plan)

    async with database.reading(plan.tenant_id) as session:
        assert await people_store.some(session, [plan.karin]) == {}
        assert await people_store.some(session, []) == {}
        assert await people_store.names(session, [plan.karin]) == {plan.karin: "Karin Ek"}


async def test_the_name_of_somebody_who_has_left_stays_under_their_answers(
    database: Database, plan: SmallPlan
) -> None:
    await take_out_karin(database, plan)

    async with database.reading(plan.tenant_id) as session:
        assert (await people_store.names(session))[plan.karin] == "Karin Ek"


async def test_somebody_who_comes_back_under_a_new_address_is_known(
    database: Database, plan: SmallPlan
) -> None:
    await take_out_karin(database, plan)
    async with database.writing(plan.tenant_id) as session:
        session.sql.add(
            PersonRow(
                tenant_id=plan.tenant_id,
                name="Karin Lind",
                email="karin.lind@borlange.example",
                org_unit_id=plan.sector_id,
            )
        )

    found = await match(database, plan, entra_id("karin"), "karin.lind@borlange.example")

    assert found is not None
    assert (found.name, found.entra_object_id) == ("Karin Lind", entra_id("karin"))


async def test_a_contact_point_learned_before_the_person_becomes_theirs(
    database: Database, plan: SmallPlan
) -> None:
    await nobody_known(database, plan)
    async with database.writing(plan.tenant_id) as session:
        row = (await contact_store.of_people(session))[plan.johan]
        await contact_store.learn(session, row.of(plan.maja), AT)

    await match(database, plan, entra_id("johan"), JOHANS)

    async with database.reading(plan.tenant_id) as session:
        assert (await contact_store.of_people(session))[plan.johan].conversation_id == "a:johan"


async def test_a_user_heard_twice_at_once_becomes_one_person(database: Database, plan: SmallPlan) -> None:
    await nobody_known(database, plan)

    found = await asyncio.gather(*(match(database, plan, "new-id", KARINS) for _ in range(3)))

    assert {each.person_id for each in found if each} == {plan.karin}
    assert contact_of(plan, "karin").person_id == plan.karin


async def test_who_has_nothing_new_to_tell_is_recognised(database: Database, plan: SmallPlan) -> None:
    karin = contact_of(plan, "karin")
    async with database.writing(plan.tenant_id) as session:
        await contact_store.learn(session, replace(karin, language=Language.SWEDISH), AT)

    async with database.reading(plan.tenant_id) as session:
        found = await people_store.recognised(session, karin)

    assert found == await person_of(database, plan, "karin")


@pytest.mark.parametrize(
    "news",
    [
        {"conversation_id": "a:new"},
        {"service_url": "https://smba.trafficmanager.net/amer/"},
        {"language": Language.ENGLISH},
        {"entra_object_id": "a-stranger"},
    ],
    ids=str,
)
async def test_who_has_something_new_to_tell_is_not_recognised_before_it_is_learned(
    database: Database, plan: SmallPlan, news: dict[str, str]
) -> None:
    karin = replace(contact_of(plan, "karin"), **news)  # type: ignore[arg-type]

    async with database.reading(plan.tenant_id) as session:
        assert await people_store.recognised(session, karin) is None


async def test_hearing_from_somebody_who_went_away_is_news(database: Database, plan: SmallPlan) -> None:
    karin = contact_of(plan, "karin")
    async with database.writing(plan.tenant_id) as session:
        await contact_store.set_state(session, karin, ContactState.UNINSTALLED, AT)

    async with database.reading(plan.tenant_id) as session:
        assert await people_store.recognised(session, karin) is None


async def test_who_has_left_the_plan_is_not_recognised(database: Database, plan: SmallPlan) -> None:
    await take_out_karin(database, plan)

    async with database.reading(plan.tenant_id) as session:
        assert await people_store.recognised(session, contact_of(plan, "karin")) is None


@pytest.mark.parametrize("on", [date(2023, 8, 14), date(2023, 9, 15)])
async def test_who_is_away_is_away_on_both_the_first_and_the_last_day(
    database: Database, plan: SmallPlan, on: date
) -> None:
    async with database.reading(plan.tenant_id) as session:
        assert await people_store.away(session, on) == [plan.amina]


@pytest.mark.parametrize("on", [date(2023, 8, 13), date(2023, 9, 16)])
async def test_nobody_is_away_before_and_after(database: Database, plan: SmallPlan, on: date) -> None:
    async with database.reading(plan.tenant_id) as session:
        assert await people_store.away(session, on) == []


async def test_absence_and_wishes_are_remembered_and_forgotten(database: Database, plan: SmallPlan) -> None:
    hours = WorkingHours(begins=time(8, 30), ends=time(12))
    away = Absence(first_day=date(2023, 9, 1), last_day=date(2023, 9, 10), deputy_id=plan.johan)
    async with database.writing(plan.tenant_id) as session:
        await people_store.set_absence(session, plan.karin, away)
        await people_store.set_wishes(session, plan.karin, hours=hours, wants_only_the_deadline=True)
        paused = await people_store.paused(session)
    told = await person_of(database, plan, "karin")

    async with database.writing(plan.tenant_id) as session:
        await people_store.set_absence(session, plan.karin, None)
        await people_store.set_wishes(session, plan.karin, hours=None, wants_only_the_deadline=False)
        nobody = await people_store.paused(session)
    now = await person_of(database, plan, "karin")

    assert (told.absence, told.hours, told.wants_only_the_deadline) == (away, hours, True)
    assert (now.absence, now.hours, now.wants_only_the_deadline) == (None, None, False)
    assert paused == {plan.karin}
    assert not nobody
