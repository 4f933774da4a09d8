"""Getting to know people: one welcome for each installation, and silence after a farewell."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import col

from cards.verbs import Verb
from dialogs.turn import Nothing
from domain.people import Language, Role
from storage import group_roles
from storage.tables import ContactPointRow, PersonRow
from tests.dialogs.parlour import Parlour, card, text
from tests.plans import FIRST_STEP, entra_id

WELCOME = "Jag är Lägeskoll"


@pytest.mark.parametrize(
    ("name", "greeting", "promise"),
    [
        ("karin", "Hej Karin!", "Två gånger om året"),
        ("maja", "Hej Maja!", "påminna"),
        ("henrik", "Hej Henrik!", "sammanställningen"),
    ],
)
async def test_everybody_is_welcomed_by_role(
    parlour: Parlour, name: str, greeting: str, promise: str
) -> None:
    shown = text(await parlour.install(name))

    assert greeting in shown
    assert promise in shown


@pytest.mark.parametrize(
    ("role", "promise"), [(Role.MANAGER, "din enhet har kvar"), (Role.ADMIN, "planen som fil")]
)
async def test_a_role_that_a_group_gives_is_welcomed_too(parlour: Parlour, role: Role, promise: str) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await group_roles.set_members(session, role, {entra_id("karin")}, FIRST_STEP)

    assert promise in text(await parlour.install("karin"))


async def test_the_welcome_comes_once_however_teams_repeats_itself(on_each: Parlour) -> None:
    replies = await asyncio.gather(*(on_each.install("karin") for _ in range(3)))

    assert sorted(isinstance(reply, Nothing) for reply in replies) == [False, True, True]


async def test_who_comes_back_is_welcomed_again(parlour: Parlour) -> None:
    await parlour.install("karin")
    await parlour.remove("karin")

    assert "Hej Karin!" in text(await parlour.install("karin"))


async def test_a_farewell_is_not_answered(parlour: Parlour) -> None:
    assert isinstance(await parlour.remove("karin"), Nothing)


async def test_who_has_removed_the_app_is_never_written_to(parlour: Parlour) -> None:
    parlour.undo = timedelta(0)
    question = await parlour.press("maja", await parlour.say("maja", "läge"), Verb.ASK_NUDGE)
    await parlour.press("maja", question, Verb.NUDGE)
    await parlour.remove("karin")

    await parlour.deliver()

    assert parlour.came("karin") == []
    assert len(parlour.came("johan")) == 2


async def test_who_has_installed_again_is_written_to_again(parlour: Parlour) -> None:
    parlour.undo = timedelta(0)
    await parlour.remove("karin")
    await parlour.install("karin")
    question = await parlour.press("maja", await parlour.say("maja", "läge"), Verb.ASK_NUDGE)

    await parlour.press("maja", question, Verb.NUDGE)
    await parlour.deliver()

    assert len(parlour.came("karin")) == 1


async def test_the_farewell_of_somebody_never_seen_changes_nothing(parlour: Parlour) -> None:
    parlour.newcomer("nils", "nils@elsewhere.example")
    before = await parlour.everything()

    await parlour.remove("nils")

    assert await parlour.everything() == before


async def test_who_is_not_in_the_plan_is_told_whom_to_ask(parlour: Parlour) -> None:
    parlour.newcomer("nils", "nils@elsewhere.example")

    assert "Maja Strand" in text(await parlour.install("nils"))
    assert "Maja Strand" in text(await parlour.say("nils", "mina aktiviteter"))


async def test_who_is_not_in_the_plan_is_told_once_when_the_app_is_added(parlour: Parlour) -> None:
    parlour.newcomer("nils", "nils@elsewhere.example")

    await parlour.install("nils")

    assert isinstance(await parlour.install("nils"), Nothing)


async def test_who_comes_into_the_plan_later_is_welcomed_then(parlour: Parlour) -> None:
    parlour.newcomer("nils", "nils@borlange.example")
    await parlour.install("nils")
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        session.sql.add(
            PersonRow(
                tenant_id=session.tenant_id,
                name="Nils Berg",
                email="nils@borlange.example",
                org_unit_id=parlour.plan.sector_id,
            )
        )

    assert "Hej Nils!" in text(await parlour.install("nils"))


@pytest.mark.parametrize("address", ["karin@borlange.example", "KARIN@Borlange.example"])
async def test_a_colleague_is_found_by_any_of_their_addresses(parlour: Parlour, address: str) -> None:
    plan = parlour.plan
    async with parlour.database.writing(plan.tenant_id) as session:
        await session.change(PersonRow, col(PersonRow.id) == plan.karin, entra_object_id=None)
        await session.change(ContactPointRow, col(ContactPointRow.person_id) == plan.karin, person_id=None)
    parlour.newcomer("karin", "k.ek@elsewhere.example", address.lower())

    assert "Hej Karin!" in text(await parlour.install("karin"))
    assert "1. Solceller" in text(await parlour.say("karin", "mina aktiviteter"))


async def test_nobody_takes_over_a_colleague_who_is_known(parlour: Parlour) -> None:
    parlour.newcomer("impostor", "karin@borlange.example")

    assert "Maja Strand" in text(await parlour.say("impostor", "mina aktiviteter"))


async def test_the_language_of_their_teams_goes_before_the_plans(parlour: Parlour) -> None:
    contact = parlour.contact("karin")
    parlour.contacts["karin"] = type(contact)(
        tenant_id=contact.tenant_id,
        entra_object_id=contact.entra_object_id,
        service_url=contact.service_url,
        conversation_id=contact.conversation_id,
        language=Language.ENGLISH,
    )

    assert "Hello Karin!" in card(await parlour.install("karin")).summary
