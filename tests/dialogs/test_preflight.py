"""The strategist asks whether everything is ready, puts it off, and takes it along."""

from datetime import timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from cards.card import JsonValue
from cards.verbs import Verb
from dialogs.turn import OfferFile, Refuse, Replace
from domain.contact import ContactState
from domain.deliveries import DeliveryKind
from domain.directory import DirectoryState
from domain.rounds import RoundState, preflight_at
from scheduler import preflight as preflight_ticks
from storage import contacts as contact_store
from storage import directory
from storage import rounds as round_store
from storage.tables import DeliveryRow
from tests.dialogs.parlour import Parlour, text
from tests.plans import CALENDAR
from tests.postmen import postman


async def lose(parlour: Parlour, name: str) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await contact_store.set_state(session, parlour.contact(name), ContactState.UNINSTALLED, parlour.at)


async def messages(parlour: Parlour) -> list[DeliveryRow]:
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        rows = (await session.sql.exec(session.rows(DeliveryRow))).all()
    return [row for row in rows if row.kind == DeliveryKind.PREFLIGHT]


async def plan_it(parlour: Parlour) -> None:
    """The round has not opened yet, and it is two weeks until it does."""
    before = parlour.plan.follow_up_round
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await round_store.change_state(session, before, RoundState.PLANNED)
    parlour.at = preflight_at(before, CALENDAR)


async def test_who_cannot_be_reached_is_told_with_what_helps(parlour: Parlour) -> None:
    await lose(parlour, "karin")

    told = text(await parlour.say("maja", "förkontroll"))

    assert "2 av 3 som ska svara går att nå." in told
    assert "Har tagit bort appen" in told
    assert "Karin" in told
    assert "Vilka som har slutat eller är gäster har inte kontrollerats." in told


async def test_what_entra_said_is_told_with_the_day_it_was_asked(parlour: Parlour) -> None:
    karin = parlour.plan.karin
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await directory.remember(session, {karin: DirectoryState.DISABLED}, parlour.at - timedelta(days=8))

    told = text(await parlour.say("maja", "förkontroll"))

    assert "Har slutat: kontot är stängt eller borttaget" in told
    assert "kontrollerades i Entra den 14 augusti 2023." in told
    assert "2 personer har inte kontrollerats." in told


async def test_a_reminder_of_it_comes_once_a_day_however_often_it_is_asked_for(parlour: Parlour) -> None:
    await lose(parlour, "karin")
    shown = await parlour.say("maja", "pre-flight")

    told = text(await parlour.press("maja", shown, Verb.REMIND_TOMORROW))
    await parlour.press("maja", shown, Verb.REMIND_TOMORROW)
    await parlour.press("maja", shown, Verb.REMIND_IN_A_WEEK)

    assert "Du får det här igen onsdag 23 augusti kl. 8.00." in told.replace("08.00", "8.00")
    assert len(await messages(parlour)) == 2


async def test_it_is_taken_along_as_a_workbook(parlour: Parlour) -> None:
    await lose(parlour, "karin")

    offered = await parlour.press("maja", await parlour.say("maja", "förkontroll"), Verb.PREFLIGHT_BOOK)

    assert isinstance(offered, OfferFile)
    assert offered.name == "Förkontroll Delårsbokslut 2023.xlsx"
    [sheet] = CalamineWorkbook.from_filelike(BytesIO(offered.content)).sheet_names
    rows = CalamineWorkbook.from_filelike(BytesIO(offered.content)).get_sheet_by_name(sheet).to_python()
    assert [rows[1][0], rows[1][3]] == ["Har tagit bort appen", "karin@borlange.example"]


async def test_it_comes_by_itself_two_weeks_before_once(parlour: Parlour) -> None:
    await plan_it(parlour)

    for _ in range(2):
        await preflight_ticks.run(parlour.database, parlour.at, CALENDAR)
    sender = postman(parlour.database, parlour.messenger, lambda: parlour.at)
    await sender.run()

    assert [row.person_id for row in await messages(parlour)] == [parlour.plan.maja]
    assert [row.fate for row in await messages(parlour)] == ["sent"]


async def test_nothing_comes_before_that(parlour: Parlour) -> None:
    await plan_it(parlour)

    await preflight_ticks.run(parlour.database, parlour.at - timedelta(minutes=1), CALENDAR)

    assert await messages(parlour) == []


@pytest.mark.parametrize("verb", [Verb.SHOW_PREFLIGHT, Verb.REMIND_TOMORROW, Verb.PREFLIGHT_BOOK])
async def test_an_owner_gets_none_of_it(parlour: Parlour, verb: Verb) -> None:
    about: dict[str, JsonValue] = {"round": parlour.plan.follow_up_round_id, "once": "k"}

    assert isinstance(await parlour.send("karin", verb, about), Refuse)
    assert await messages(parlour) == []


async def test_a_round_that_is_gone_is_said_to_be(parlour: Parlour) -> None:
    assert isinstance(await parlour.send("maja", Verb.SHOW_PREFLIGHT, {"round": 4711}), Refuse)
    assert isinstance(
        await parlour.send("maja", Verb.SHOW_PREFLIGHT, {"round": parlour.plan.follow_up_round_id}), Replace
    )
