"""The app is installed for people at a press: exactly those who were shown, once, by those who may ask."""

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import delete
from sqlmodel import col

from cards.card import JsonValue
from cards.verbs import Verb
from dialogs.turn import OfferFile, Refuse
from domain.directory import DirectoryState
from domain.installations import Installation, InstallationState, Outcome, Refusal
from domain.people import PersonId, Role
from storage import directory, group_roles, installations
from storage.tables import ContactPointRow
from tests.dialogs.parlour import Parlour, text
from tests.plans import entra_id
from tests.stored import stored


@pytest.fixture
async def ready(parlour: Parlour) -> Parlour:
    """Installing is allowed; Amina and Johan have never been reached, but Entra knows them."""
    parlour.may_install = True
    await unreach(parlour, "amina", "johan")
    return parlour


async def unreach(parlour: Parlour, *names: str) -> None:
    ids = [entra_id(name) for name in names]
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        ours = col(ContactPointRow.tenant_id) == parlour.plan.tenant_id
        theirs = col(ContactPointRow.entra_object_id).in_(ids)
        await session.execute(delete(ContactPointRow).where(ours, theirs))


async def asked(parlour: Parlour) -> dict[PersonId, Installation]:
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        return await installations.every(session)


async def settle(parlour: Parlour, outcome: Outcome) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        for claimed in await installations.claim(session, parlour.at, 10):
            await installations.settle(session, claimed, outcome, parlour.at)


async def deeds(parlour: Parlour) -> Sequence[object]:
    rows = (await stored(parlour.database, parlour.plan.tenant_id))["audit_event"]
    return [each for row in rows for each in row if isinstance(each, str) and each.startswith("app.")]


async def test_it_is_shown_exactly_for_whom_it_would_be(ready: Parlour) -> None:
    shown = await ready.say("maja", "förkontroll")

    told = text(await ready.press("maja", shown, Verb.ASK_INSTALL))

    assert "Installera appen för 2 personer?" in told
    assert "Amina" in told
    assert "Johan" in told
    assert "Karin" not in told
    assert await asked(ready) == {}


async def test_one_press_asks_for_those_and_says_who_asked_in_the_audit_trail(ready: Parlour) -> None:
    list_shown = await ready.press("maja", await ready.say("maja", "förkontroll"), Verb.ASK_INSTALL)

    told = text(await ready.press("maja", list_shown, Verb.INSTALL))

    assert "Appen installeras för 2 personer." in told
    assert set(await asked(ready)) == {ready.plan.amina, ready.plan.johan}
    assert {each.requested_by for each in (await asked(ready)).values()} == {ready.plan.maja}
    assert await deeds(ready) == ["app.install_asked"]


async def test_a_double_click_is_one_deed(ready: Parlour) -> None:
    list_shown = await ready.press("maja", await ready.say("maja", "förkontroll"), Verb.ASK_INSTALL)
    first = text(await ready.press("maja", list_shown, Verb.INSTALL))
    before = await stored(ready.database, ready.plan.tenant_id)

    second = text(await ready.press("maja", list_shown, Verb.INSTALL))

    assert second == first
    assert await stored(ready.database, ready.plan.tenant_id) == before


async def test_a_double_click_does_not_try_again_what_was_refused_between(ready: Parlour) -> None:
    list_shown = await ready.press("maja", await ready.say("maja", "förkontroll"), Verb.ASK_INSTALL)
    await ready.press("maja", list_shown, Verb.INSTALL)
    await settle(ready, Outcome(refusal=Refusal.POLICY))

    await ready.press("maja", list_shown, Verb.INSTALL)

    assert {each.state for each in (await asked(ready)).values()} == {InstallationState.REFUSED}


async def test_whoever_comes_second_is_told_who_did_it_and_when(ready: Parlour) -> None:
    await make(ready, "karin", Role.STRATEGIST)
    hers = await ready.press("maja", await ready.say("maja", "förkontroll"), Verb.ASK_INSTALL)
    theirs = await ready.press("karin", await ready.say("karin", "förkontroll"), Verb.ASK_INSTALL)
    await ready.press("maja", hers, Verb.INSTALL)

    told = text(await ready.press("karin", theirs, Verb.INSTALL))

    assert "Det finns ingen att installera appen för." in told
    assert "Maja Strand lät installera den för 2 personer tisdag 22 augusti kl." in told
    assert {each.requested_by for each in (await asked(ready)).values()} == {ready.plan.maja}


async def test_a_list_that_has_changed_is_shown_anew_and_nothing_is_done(ready: Parlour) -> None:
    list_shown = await ready.press("maja", await ready.say("maja", "förkontroll"), Verb.ASK_INSTALL)
    await unreach(ready, "karin")

    told = text(await ready.press("maja", list_shown, Verb.INSTALL))

    assert "Listan har ändrats. Inget har installerats än." in told
    assert "Installera appen för 3 personer?" in told
    assert await asked(ready) == {}


async def test_what_was_refused_is_told_with_its_remedy_and_can_be_tried_again(ready: Parlour) -> None:
    list_shown = await ready.press("maja", await ready.say("maja", "förkontroll"), Verb.ASK_INSTALL)
    await ready.press("maja", list_shown, Verb.INSTALL)
    await settle(ready, Outcome(refusal=Refusal.POLICY, code="Forbidden"))

    shown = await ready.say("maja", "förkontroll")
    again = await ready.press("maja", shown, Verb.ASK_INSTALL)
    await ready.press("maja", again, Verb.INSTALL)

    assert "IT:s princip hindrar att appen installeras" in text(shown)
    assert "Be IT tillåta appen för dem" in text(shown)
    assert {each.state for each in (await asked(ready)).values()} == {InstallationState.WAITING}


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (Outcome(), "installerad 22 aug, men Teams har inte bekräftat det än"),
        (Outcome(refusal=Refusal.NO_PERMISSION), "IT har inte gett Lägeskoll rätt att installera"),
        (Outcome(refusal=Refusal.NO_APP), "appen finns inte i er appkatalog"),
        (Outcome(refusal=Refusal.NOT_FOUND), "Teams hittade inte personen eller appen"),
        (Outcome(refusal=Refusal.NO_ANSWER), "Microsoft Graph svarade inte"),
        (Outcome(refusal=Refusal.OTHER, code="Oj"), "Microsoft Graph sa nej (Oj)"),
    ],
)
async def test_what_came_of_it_is_told_in_the_preflight(ready: Parlour, outcome: Outcome, told: str) -> None:
    list_shown = await ready.press("maja", await ready.say("maja", "förkontroll"), Verb.ASK_INSTALL)
    await ready.press("maja", list_shown, Verb.INSTALL)
    await settle(ready, outcome)

    assert told in text(await ready.say("maja", "förkontroll"))


async def test_whoever_cannot_have_it_or_has_had_it_is_not_on_the_list(ready: Parlour) -> None:
    async with ready.database.writing(ready.plan.tenant_id) as session:
        await directory.remember(session, {ready.plan.amina: DirectoryState.GUEST}, ready.at)
    await ready.remove("johan")
    await unreach(ready, "karin")

    told = text(await ready.press("maja", await ready.say("maja", "förkontroll"), Verb.ASK_INSTALL))

    assert "Installera appen för 2 personer?" in told
    assert "Amina" not in told


async def test_the_workbook_says_what_entra_said_and_what_came_of_installing(ready: Parlour) -> None:
    async with ready.database.writing(ready.plan.tenant_id) as session:
        said = {ready.plan.johan: DirectoryState.MEMBER}
        await directory.remember(session, said, ready.at - timedelta(days=8))
    list_shown = await ready.press("maja", await ready.say("maja", "förkontroll"), Verb.ASK_INSTALL)
    await ready.press("maja", list_shown, Verb.INSTALL)
    await settle(ready, Outcome(refusal=Refusal.POLICY))

    offered = await ready.press("maja", await ready.say("maja", "förkontroll"), Verb.PREFLIGHT_BOOK)

    assert isinstance(offered, OfferFile)
    book = CalamineWorkbook.from_filelike(BytesIO(offered.content))
    by_address = {row[3]: row for row in book.get_sheet_by_index(0).to_python()}
    assert by_address["johan@borlange.example"][6:] == [
        "finns (kontrollerat 14 augusti 2023)",
        "kunde inte installeras 22 aug: IT:s princip hindrar det",
    ]


async def test_nothing_is_offered_where_it_is_not_allowed(parlour: Parlour) -> None:
    await unreach(parlour, "amina", "johan")
    shown = text(await parlour.say("maja", "förkontroll"))

    refused = await parlour.send("maja", Verb.INSTALL, about(parlour))

    assert "Installera appen" not in shown
    assert isinstance(refused, Refuse)
    assert await asked(parlour) == {}


@pytest.mark.parametrize("verb", [Verb.ASK_INSTALL, Verb.INSTALL])
@pytest.mark.parametrize("name", ["karin", "henrik"])
async def test_an_owner_and_the_director_are_refused_and_it_is_noted(
    ready: Parlour, verb: Verb, name: str
) -> None:
    reply = await ready.send(name, verb, about(ready))

    assert isinstance(reply, Refuse)
    assert await asked(ready) == {}
    audit = (await stored(ready.database, ready.plan.tenant_id))["audit_event"]
    assert any("role.refused" in row for row in audit)


async def test_an_administrator_may_too_and_is_led_to_nothing_they_may_not_see(ready: Parlour) -> None:
    await make(ready, "henrik", Role.ADMIN)
    shown = await ready.say("henrik", "förkontroll")
    list_shown = await ready.press("henrik", shown, Verb.ASK_INSTALL)

    told = text(await ready.press("henrik", list_shown, Verb.INSTALL))

    assert "Appen installeras för 2 personer." in told
    assert "Till lägesbilden" not in text(shown)


@pytest.mark.parametrize(
    "changed",
    [
        {"round": "x"},
        {"round": 4711},
        {"once": ""},
        {"listed": ""},
        {"listed": "a" * 17},
        {"listed": "no such"},
    ],
)
async def test_a_card_that_is_not_ours_installs_nothing(
    ready: Parlour, changed: dict[str, JsonValue]
) -> None:
    await ready.send("maja", Verb.INSTALL, {**about(ready), **changed})

    assert await asked(ready) == {}


def about(parlour: Parlour) -> dict[str, JsonValue]:
    return {"round": parlour.plan.follow_up_round_id, "page": 0, "once": "a-key", "listed": "0" * 16}


async def make(parlour: Parlour, name: str, role: Role) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await group_roles.set_members(session, role, {entra_id(name)}, parlour.at)
