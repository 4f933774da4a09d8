"""The draft of next year's plan: from the answers at the annual accounts, and it can be read in."""

import io
from datetime import date, timedelta

from openpyxl import load_workbook

from cards.verbs import Verb
from dialogs.turn import OfferFile, Refuse, Replace, Say
from domain.rounds import FollowUpRoundId, Occasion, RoundState, usual_round
from storage import rounds as round_store
from tests.dialogs.dropping import adopted, dropped
from tests.dialogs.parlour import FORM, Parlour, card, text
from tests.plans import CALENDAR
from tests.stored import answers


async def annual_accounts(parlour: Parlour) -> FollowUpRoundId:
    """The annual accounts of 2023 are open, and it is the day after they opened."""
    annual = usual_round(parlour.plan.plan_id, Occasion.ANNUAL_ACCOUNTS, date(2023, 12, 31), CALENDAR)
    await parlour.close()
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        added = await round_store.add(session, annual)
        stored = await round_store.find(session, added)
        assert stored is not None
        await round_store.change_state(session, stored, RoundState.OPEN)
    parlour.at = annual.opens_at + timedelta(days=1)
    return added


async def answer_of_karin(parlour: Parlour, annual: FollowUpRoundId, **fields: str) -> None:
    await parlour.send("karin", Verb.SAVE_ANSWER, {**parlour.about(round=annual), **FORM, **fields})


async def test_the_annual_accounts_ask_about_next_year_and_remember(on_each: Parlour) -> None:
    annual = await annual_accounts(on_each)

    form = await on_each.press("karin", await on_each.list_of("karin"), Verb.OPEN_FORM)
    await answer_of_karin(on_each, annual, next_year="change", next_year_note="Fler tak.")

    assert "next_year" in str(card(form).content)
    saved = (await answers(on_each.database, on_each.plan.tenant_id))[-1]
    assert (saved.next_year, saved.next_year_note) == ("change", "Fler tak.")


async def test_the_interim_accounts_do_not_ask(parlour: Parlour) -> None:
    form = await parlour.press("karin", await parlour.list_of("karin"), Verb.OPEN_FORM)

    assert "next_year" not in str(card(form).content)


async def test_a_strategist_sees_what_goes_on_and_what_ends(parlour: Parlour) -> None:
    annual = await annual_accounts(parlour)
    await answer_of_karin(parlour, annual, next_year="end")

    told = text(await parlour.say("maja", "Nästa år"))

    assert "Utkast till handlingsplan 2024" in told
    assert "Ingen har sagt något om 3 aktiviteter" in told


async def test_the_draft_can_be_read_in_as_it_is(on_each: Parlour) -> None:
    annual = await annual_accounts(on_each)
    await answer_of_karin(on_each, annual, next_year="end", next_year_note="Taken är klara.")

    await adopted(on_each)
    draft = await on_each.send("maja", Verb.NEXT_YEAR_BOOK, {"round": annual})
    assert isinstance(draft, OfferFile)
    shown = await dropped(on_each, draft.content)
    done = await on_each.press("maja", shown, Verb.APPLY_PLAN)

    book = load_workbook(io.BytesIO(draft.content))
    assert [row[3].value for row in book["Avslutade"].iter_rows(min_row=2)] == ["Taken är klara."]
    assert "inläst" in text(done) or "been read" in text(done)
    plans = (await on_each.everything())["plan"]
    assert len(plans) == 2


async def test_an_owner_may_not_see_the_draft(parlour: Parlour) -> None:
    annual = await annual_accounts(parlour)

    assert isinstance(await parlour.say("karin", "nästa år"), Say)
    assert isinstance(await parlour.send("karin", Verb.NEXT_YEAR, {"round": annual}), Refuse)
    assert isinstance(await parlour.send("karin", Verb.NEXT_YEAR_BOOK, {"round": annual}), Refuse)


async def test_a_round_that_is_gone_is_said_to_be(parlour: Parlour) -> None:
    assert isinstance(await parlour.send("maja", Verb.NEXT_YEAR, {"round": 4711}), Refuse)
    assert isinstance(await parlour.send("maja", Verb.NEXT_YEAR_BOOK, {"round": 4711}), Refuse)


async def test_the_overview_leads_there(parlour: Parlour) -> None:
    annual = await annual_accounts(parlour)

    assert isinstance(await parlour.send("maja", Verb.NEXT_YEAR, {"round": annual}), Replace)
