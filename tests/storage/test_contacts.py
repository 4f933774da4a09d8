import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.contact import ContactPoint, ContactState
from domain.people import Language
from storage import contacts as contact_store
from storage.database import Database
from storage.tables import ContactPointRow
from tests.plans import FIRST_STEP as AT
from tests.plans import SmallPlan, contact_of, entra_id


async def learn(database: Database, contact: ContactPoint) -> ContactPoint:
    async with database.writing(contact.tenant_id) as session:
        return await contact_store.learn(session, contact, AT)


async def set_state(database: Database, contact: ContactPoint, state: ContactState) -> None:
    async with database.writing(contact.tenant_id) as session:
        await contact_store.set_state(session, contact, state, AT)


async def claim_welcome(database: Database, contact: ContactPoint) -> bool:
    async with database.writing(contact.tenant_id) as session:
        return await contact_store.claim_welcome(session, contact, AT)


async def karins(database: Database, plan: SmallPlan) -> ContactPoint:
    async with database.reading(plan.tenant_id) as session:
        return (await contact_store.of_people(session))[plan.karin]


async def test_a_new_contact_point_is_remembered_whole(database: Database, plan: SmallPlan) -> None:
    stranger = replace(
        contact_of(plan, "karin"),
        entra_object_id="a-stranger",
        conversation_id="a:stranger",
        person_id=None,
        language=Language.ENGLISH,
    )

    learned = await learn(database, stranger)

    assert replace(learned, updated_at=None) == stranger


async def test_what_is_heard_later_is_remembered_instead(database: Database, plan: SmallPlan) -> None:
    karin = contact_of(plan, "karin")

    await learn(
        database,
        replace(
            karin, conversation_id="a:new", service_url="https://smba.trafficmanager.net/de/", bot_id="28:new"
        ),
    )

    contact = await karins(database, plan)
    assert contact.conversation_id == "a:new"
    assert contact.service_url == "https://smba.trafficmanager.net/de/"
    assert contact.bot_id == "28:new"


async def test_what_is_left_out_later_is_not_forgotten(database: Database, plan: SmallPlan) -> None:
    karin = contact_of(plan, "karin")
    await learn(database, replace(karin, language=Language.ENGLISH))

    await learn(
        database,
        replace(karin, conversation_id="", teams_user_id="", bot_id="", person_id=None, language=None),
    )

    contact = await karins(database, plan)
    assert replace(contact, updated_at=None) == replace(karin, language=Language.ENGLISH)


async def test_the_same_person_heard_twice_at_once_has_one_contact_point(
    database: Database, plan: SmallPlan
) -> None:
    stranger = replace(contact_of(plan, "karin"), entra_object_id="a-stranger", person_id=None)

    learned = await asyncio.gather(*(learn(database, stranger) for _ in range(3)))

    assert len(set(learned)) == 1


@pytest.mark.parametrize("state", [ContactState.UNINSTALLED, ContactState.BLOCKED])
async def test_somebody_who_went_away_is_reached_again_once_heard_from(
    database: Database, plan: SmallPlan, state: ContactState
) -> None:
    karin = contact_of(plan, "karin")
    await set_state(database, karin, state)
    gone = await karins(database, plan)

    await learn(database, karin)

    assert gone.state is state
    assert (await karins(database, plan)).state is ContactState.ACTIVE


async def test_the_state_of_somebody_unheard_of_is_not_remembered(
    database: Database, plan: SmallPlan
) -> None:
    stranger = replace(contact_of(plan, "karin"), entra_object_id="a-stranger")

    await set_state(database, stranger, ContactState.UNINSTALLED)

    async with database.reading(plan.tenant_id) as session:
        rows = (await session.sql.exec(session.rows(ContactPointRow))).all()
    assert "a-stranger" not in {row.entra_object_id for row in rows}


async def test_an_installation_is_welcomed_once(database: Database, plan: SmallPlan) -> None:
    karin = contact_of(plan, "karin")

    assert await claim_welcome(database, karin)
    assert not await claim_welcome(database, karin)


async def test_an_installation_told_of_twice_at_once_is_welcomed_once(
    database: Database, plan: SmallPlan
) -> None:
    karin = contact_of(plan, "karin")

    claims = await asyncio.gather(*(claim_welcome(database, karin) for _ in range(4)))

    assert sorted(claims) == [False, False, False, True]


async def test_a_new_installation_is_welcomed_anew(database: Database, plan: SmallPlan) -> None:
    karin = contact_of(plan, "karin")
    await claim_welcome(database, karin)
    await set_state(database, karin, ContactState.UNINSTALLED)
    await learn(database, karin)

    assert await claim_welcome(database, karin)


async def test_somebody_unheard_of_is_not_welcomed(database: Database, plan: SmallPlan) -> None:
    assert not await claim_welcome(database, replace(contact_of(plan, "karin"), entra_object_id="a-stranger"))


async def test_a_conversation_that_is_gone_is_replaced(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await contact_store.move(session, contact_of(plan, "karin"), "a:reopened")

    assert (await karins(database, plan)).conversation_id == "a:reopened"


async def test_contact_points_of_people_leave_out_strangers(database: Database, plan: SmallPlan) -> None:
    await learn(database, replace(contact_of(plan, "karin"), entra_object_id="a-stranger", person_id=None))

    async with database.reading(plan.tenant_id) as session:
        found = await contact_store.of_people(session)

    assert {each.entra_object_id for each in found.values()} == {
        entra_id(name) for name in ("karin", "amina", "johan", "maja", "henrik")
    }


async def test_contact_points_can_be_asked_for_of_some_people(database: Database, plan: SmallPlan) -> None:
    async with database.reading(plan.tenant_id) as session:
        everybody = await contact_store.of_people(session)

        assert await contact_store.of_people(session, [plan.karin]) == {plan.karin: everybody[plan.karin]}
        assert await contact_store.of_people(session, []) == {}


async def test_a_failed_message_says_nothing_about_somebody_heard_from_since(
    database: Database, plan: SmallPlan
) -> None:
    as_it_was_sent = await karins(database, plan)
    async with database.writing(plan.tenant_id) as session:
        await contact_store.learn(session, contact_of(plan, "karin"), AT + timedelta(seconds=1))
        await contact_store.lose(session, as_it_was_sent, ContactState.UNINSTALLED, AT + timedelta(seconds=2))

    assert (await karins(database, plan)).state is ContactState.ACTIVE


async def test_a_welcome_that_did_not_arrive_is_said_again(database: Database, plan: SmallPlan) -> None:
    karin = contact_of(plan, "karin")
    await claim_welcome(database, karin)
    async with database.writing(plan.tenant_id) as session:
        await contact_store.give_back_welcome(session, karin)

    assert await claim_welcome(database, karin)
