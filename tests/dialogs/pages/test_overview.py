"""The overview says what the director's card says, of all or of a part, whatever people have written."""

import re
from datetime import timedelta
from html import unescape

import pytest

from cards.words import Words
from dialogs.desk import Desk
from dialogs.pages.overview import ROWS_ON_A_PAGE, overview
from dialogs.pages.query import Query, QueryError
from dialogs.pages.visiting import Visitor
from domain.answers import Progress, Statement
from domain.people import Language, OrgUnitId
from domain.summary.selection import Order, Selection
from reports.web_page.overview_page import OverviewPage, overview_page
from storage.tables import PlanActivityRow
from tests import plans
from tests.dialogs.parlour import Parlour, text
from tests.dialogs.reports import approved
from tests.plans import CALENDAR, DELAYED, person_of

HOSTILE = "</td><script>alert(1)</script>\"' onmouseover=x &amp; \u202e Åsa {{ 7*7 }} \U0001f333"


async def page_of(
    parlour: Parlour, query: Query | None = None, language: Language = Language.SWEDISH
) -> tuple[OverviewPage, str]:
    """What Henrik sees, in parts and as HTML."""
    desk = Desk(database=parlour.database, calendar=CALENDAR, messenger=parlour.messenger, wake=lambda: None)
    words = Words(language=language)
    visitor = Visitor(
        desk=desk,
        tenant_id=parlour.plan.tenant_id,
        person=await person_of(parlour.database, parlour.plan, "henrik"),
        words=words,
        at=parlour.at,
        until=parlour.at + timedelta(minutes=30),
    )
    found = await overview(visitor, query or Query(), "/page.css")
    assert found is not None
    return found, overview_page(found, words).decode()


async def answered(parlour: Parlour, statement: Statement = DELAYED) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await plans.answer(
            session, parlour.plan, parlour.plan.charging, parlour.plan.karin, statement=statement
        )
        await plans.answer(session, parlour.plan, parlour.plan.meals, parlour.plan.johan)


async def test_the_page_says_what_the_card_says(parlour: Parlour) -> None:
    await answered(parlour)

    page, _ = await page_of(parlour)
    card = text(await parlour.say("henrik", "sammanställning"))

    for sentence in (page.answered, page.preliminary, page.standing, page.promised, *page.changed):
        assert sentence in card
    for each in page.figures:
        assert f"{each.mark.symbol} {each.mark.words}" in card
        assert f"{each.count} ({each.share})" in card
    for told in page.deviations:
        assert told.title in card
    assert sum(each.number for each in page.figures) == 4


async def test_the_deviations_are_the_same_in_whatever_order_the_answers_are(parlour: Parlour) -> None:
    await answered(parlour)

    found = [(await page_of(parlour, Query(order=order)))[0].deviations for order in Order]

    assert [[each.title for each in deviations] for deviations in found] == [
        ["1.2 Laddplatser vid förskolorna"]
    ] * len(Order)


async def test_a_part_has_the_figures_of_that_part(parlour: Parlour) -> None:
    await answered(parlour)
    chosen = Selection(org_unit_id=parlour.plan.sector_id, text="laddplatser")

    page, shown = await page_of(parlour, Query(selection=chosen))

    assert page.answered.startswith("1 av 1 aktiviteter besvarade")
    assert [each.title for each in page.answers.rows] == ["1.2 Laddplatser vid förskolorna"]
    assert page.filters.chosen == ["Sektor samhällsbyggnad", "”laddplatser”"]
    assert 'value="laddplatser"' in shown
    assert page.trend == []


async def test_a_part_with_nothing_in_it_says_so_and_no_more(parlour: Parlour) -> None:
    await answered(parlour)

    page, shown = await page_of(parlour, Query(selection=Selection(text="kärnkraft")))

    assert page.answered == "Inget stämmer med det du har valt."
    assert "Avvikelser och beslut" not in shown.replace("<option", "").partition("</form>")[2]
    assert "Visa allt" in shown


async def test_every_place_on_the_map_leads_to_as_many_answers_as_it_says(parlour: Parlour) -> None:
    await answered(parlour)
    page, _ = await page_of(parlour)

    places = [place for row in page.rows for place in row.places if place]

    assert [row.title for row in page.rows] == ["1 Egen solel", "2 Mindre klimatavtryck från mat och resor"]
    assert page.units == ["Sektor samhällsbyggnad", "Tunabyggen"]
    assert [place.mark.words for place in places] == ["Försenad, 1 av 2", "Inget svar, 1 av 2"]


@pytest.mark.parametrize("language", Language)
async def test_nothing_that_people_write_becomes_part_of_the_page(
    parlour: Parlour, language: Language
) -> None:
    await answered(
        parlour, Statement(progress=Progress.DELAYED, percent=1, comment=HOSTILE, next_step=HOSTILE)
    )

    _, shown = await page_of(parlour, Query(selection=Selection(text="{{ 7*7 }}")), language)

    assert "<script" not in shown
    assert not re.search(r"<[^>]*\bonmouseover", shown)
    assert "49" not in shown
    assert "<script>alert(1)</script>" in unescape(shown)


async def test_a_long_list_comes_in_pages_of_which_none_is_lost(parlour: Parlour) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        row = (await session.sql.exec(session.rows(PlanActivityRow))).first()
        assert row is not None
        like = row.model_dump(exclude={"id", "tenant_id", "number"})
        await session.insert_new(
            PlanActivityRow, [{**like, "number": f"9.{n}"} for n in range(ROWS_ON_A_PAGE)]
        )

    first, _ = await page_of(parlour)
    second, _ = await page_of(parlour, Query(page=1))
    beyond, _ = await page_of(parlour, Query(page=70))

    titles = [each.title for page in (first, second) for each in page.answers.rows]
    assert len(set(titles)) == len(titles) == ROWS_ON_A_PAGE + 4
    assert [each.title for each in beyond.answers.rows] == [each.title for each in second.answers.rows]
    assert first.answers.page_of == "Sida 1 av 2"


async def test_what_has_left_the_plan_is_no_page(parlour: Parlour) -> None:
    with pytest.raises(QueryError):
        await page_of(parlour, Query(selection=Selection(org_unit_id=OrgUnitId(999))))


async def test_an_approved_version_comes_before_the_draft(parlour: Parlour) -> None:
    before, _ = await page_of(parlour)
    await approved(parlour)
    after, _ = await page_of(parlour)

    round_id = parlour.plan.follow_up_round_id
    assert [each.page.address for each in before.documents] == [f"/report/{round_id}/0"]
    assert [each.page.address for each in after.documents] == [
        f"/report/{round_id}/1",
        f"/report/{round_id}/0",
    ]
    assert len(after.documents[0].files) == 6
