"""What commands mean while there are two plans, and who does not go on into the second."""

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlmodel import col

from cards.verbs import Verb
from dialogs.turn import OfferFile
from storage.tables import FollowUpRoundRow, PersonRow
from tests.dialogs.dropping import adopted
from tests.dialogs.parlour import Parlour, card, text
from tests.dialogs.turning import annual_accounts, plan_of_2024, rounds_of_2024
from tests.plans import CALENDAR

PLANS = {"redigera 1.1": "Sol 2024", "årshjul": "Årshjul 2024", "vita fläckar": "bokslut 2024"}


async def started(parlour: Parlour) -> None:
    await annual_accounts(parlour)
    await plan_of_2024(parlour)
    await parlour.press("maja", await parlour.say("maja", "årsskifte"), Verb.START_YEAR)


async def all_closed(parlour: Parlour) -> None:
    """In March, when the annual accounts are over and nothing has opened."""
    new = [each.follow_up_round_id for each in await rounds_of_2024(parlour)]
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await session.change(FollowUpRoundRow, col(FollowUpRoundRow.id).not_in(new), state="closed")
    parlour.at += timedelta(days=80)


@pytest.mark.parametrize("said", PLANS)
async def test_when_the_old_year_is_over_the_new_plan_is_meant(parlour: Parlour, said: str) -> None:
    await started(parlour)
    while_open = text(await parlour.say("maja", said))

    await all_closed(parlour)
    afterwards = text(await parlour.say("maja", said))

    assert CALENDAR.local_day(parlour.at).year == 2024
    assert PLANS[said] not in while_open
    assert PLANS[said] in afterwards


async def test_a_number_that_only_the_new_plan_has_is_found_while_the_old_is_followed_up(
    parlour: Parlour,
) -> None:
    await started(parlour)

    form = await parlour.say("maja", "redigera 9.1")

    assert "Sol 2024" in str(card(form).content)


async def test_both_plans_are_handed_out_and_a_year_without_a_plan_gives_the_newest(parlour: Parlour) -> None:
    await started(parlour)
    await adopted(parlour)
    shown = await parlour.say("maja", "planfil")

    new, old = [await parlour.press("maja", shown, Verb.PLAN_WORKBOOK, nth=nth) for nth in (0, 1)]
    other = await parlour.send("maja", Verb.PLAN_WORKBOOK, {"year": 2019})

    names = [each.name for each in (new, old, other) if isinstance(each, OfferFile)]
    assert ["2024" in name for name in names] == [True, False, True]


@pytest.mark.parametrize("how", ["account", "plan"])
async def test_an_owner_who_has_left_is_not_in_the_draft_and_a_sheet_says_why(
    on_each: Parlour, how: str
) -> None:
    annual = await annual_accounts(on_each)
    left = {"directory_state": "disabled"} if how == "account" else {"is_removed": True}
    async with on_each.database.writing(on_each.plan.tenant_id) as session:
        await session.change(PersonRow, col(PersonRow.id) == on_each.plan.karin, **left)

    shown = text(await on_each.send("maja", Verb.NEXT_YEAR, {"round": annual}))
    draft = await on_each.send("maja", Verb.NEXT_YEAR_BOOK, {"round": annual})

    assert isinstance(draft, OfferFile)
    book = load_workbook(io.BytesIO(draft.content))
    owners = {str(row[0].value): row[5].value for row in book["Aktiviteter"].iter_rows(min_row=2)}
    notes = {str(row[0].value): str(row[3].value) for row in book["Utan ansvarig"].iter_rows(min_row=2)}
    assert "2 aktiviteter saknar ansvarig i utkastet" in shown
    assert [owners[number] for number in ("1.1", "1.2", "2.2")] == [None, None, "johan@borlange.example"]
    assert set(notes) == {"1.1", "1.2"}
    assert "Karin Ek" in notes["1.1"]
    assert "karin@borlange.example" not in [row[1].value for row in book["Personer"].iter_rows(min_row=2)]
