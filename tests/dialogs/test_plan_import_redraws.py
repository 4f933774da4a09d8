"""A plan is read in while a round is open: whoever is concerned sees it in the list in their chat."""

from datetime import timedelta

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from cards.verbs import Verb
from domain.reminders import ReminderDecision, ReminderKind
from storage import reminders as reminder_store
from tests.dialogs.dropping import Edit, dropped, retitled, workbook
from tests.dialogs.parlour import Parlour
from tests.shown import said

CHARGING, TRAVEL = "Laddplatser vid förskolorna", "Cykelpool för tjänsteresor"


async def reminded(parlour: Parlour, *names: str) -> None:
    """These people have their lists in their chats."""
    decisions = [
        ReminderDecision(
            person_id=parlour.plan.person_id(name),
            key="-15",
            kind=ReminderKind.STEP,
            not_before=parlour.at,
        )
        for name in names
    ]
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await reminder_store.put(session, parlour.plan.follow_up_round_id, decisions, parlour.at)
    await parlour.deliver()


async def read_in(parlour: Parlour, edit: Edit) -> None:
    """Maja reads in the plan as it has become, and what that asks for is sent."""
    parlour.at += timedelta(minutes=1)
    shown = await dropped(parlour, await workbook(parlour, edit))
    await parlour.press("maja", shown, Verb.APPLY_PLAN)
    await parlour.deliver()


def given_to_johan(book: Workbook) -> None:
    sheet = book["Aktiviteter"]
    sheet.cell(_row(sheet, CHARGING), 6).value = "johan@borlange.example"


def shared_with_johan(book: Workbook) -> None:
    sheet = book["Aktiviteter"]
    sheet.cell(_row(sheet, CHARGING), 7).value = "johan@borlange.example"


def without_travel(book: Workbook) -> None:
    sheet = book["Aktiviteter"]
    sheet.delete_rows(_row(sheet, TRAVEL))


def other_measure(book: Workbook) -> None:
    book["Åtgärder"]["B2"] = "Mer solel"


def _row(sheet: Worksheet, title: str) -> int:
    return int(next(cell.row for cell in sheet["D"] if cell.value == title))


def shown(parlour: Parlour, name: str) -> str:
    """The one list that stands in somebody's chat."""
    [came] = parlour.came(name)
    assert not isinstance(came, str)
    return said(came.content)


def redrawings(parlour: Parlour, name: str) -> int:
    """How often what stands in somebody's chat has been drawn anew."""
    conversation = parlour.contact(name).conversation_id
    theirs = [each for each in parlour.messenger.carried if each.contact.conversation_id == conversation]
    return sum(len(each.earlier) for each in theirs)


async def test_what_gets_another_owner_leaves_the_ones_list_and_comes_to_the_others(on_each: Parlour) -> None:
    await reminded(on_each, "karin", "johan")
    await read_in(on_each, given_to_johan)

    assert CHARGING not in shown(on_each, "karin")
    assert CHARGING in shown(on_each, "johan")
    assert TRAVEL in shown(on_each, "johan")


async def test_who_becomes_a_co_owner_sees_it(parlour: Parlour) -> None:
    await reminded(parlour, "karin", "johan")
    await read_in(parlour, shared_with_johan)

    assert CHARGING in shown(parlour, "karin")
    assert CHARGING in shown(parlour, "johan")


async def test_what_leaves_the_plan_leaves_the_list(parlour: Parlour) -> None:
    await reminded(parlour, "johan")
    await read_in(parlour, without_travel)

    assert TRAVEL not in shown(parlour, "johan")


async def test_a_new_title_is_read_where_it_is_shown_and_nobody_else_is_redrawn(parlour: Parlour) -> None:
    await reminded(parlour, "karin", "johan")
    await read_in(parlour, retitled("Måla taken vita"))

    assert "Måla taken vita" in shown(parlour, "karin")
    assert redrawings(parlour, "karin") == 1
    assert redrawings(parlour, "johan") == 0


async def test_a_measure_that_is_called_something_else_is_so_in_every_list(parlour: Parlour) -> None:
    await reminded(parlour, "karin", "johan")
    await read_in(parlour, other_measure)

    assert "Mer solel" in shown(parlour, "karin")
    assert redrawings(parlour, "johan") == 1


async def test_nothing_is_redrawn_in_a_round_that_is_closed(parlour: Parlour) -> None:
    await reminded(parlour, "karin")
    await parlour.close()
    await read_in(parlour, retitled("Måla taken vita"))

    assert redrawings(parlour, "karin") == 0
