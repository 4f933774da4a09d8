"""A plan file in the chat is checked and told before anything is stored, and read in once."""

import asyncio
import io
from datetime import timedelta

from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill

from cards.verbs import Verb
from dialogs.turn import OfferFile, Refuse, Replace, Show
from tests.dialogs.dropping import broken, dropped, edited, retitled, titles, workbook
from tests.dialogs.parlour import Parlour, card, text

FAULTS = "Fel att rätta"


async def test_the_plan_that_is_handed_out_and_dropped_again_changes_nothing_that_is_stored(
    on_each: Parlour,
) -> None:
    first = await dropped(on_each, await workbook(on_each))
    await on_each.press("maja", first, Verb.APPLY_PLAN)

    again = await dropped(on_each, await workbook(on_each))

    assert "Uppföljningar: 1 ny" in text(first)
    assert "ändrad" not in text(first)
    assert "borttag" not in text(first)
    assert "Inget behöver göras" in text(again)


async def test_a_change_is_told_before_it_is_stored_and_stored_when_asked_for(on_each: Parlour) -> None:
    shown = await dropped(on_each, await workbook(on_each, retitled("Måla taken vita")))
    before = await titles(on_each)
    done = await on_each.press("maja", shown, Verb.APPLY_PLAN)

    assert isinstance(shown, Show)
    assert "→ Måla taken vita" in text(shown)
    assert "Måla taken vita" not in before
    assert isinstance(done, Replace)
    assert "är inläst" in text(done)
    assert "Måla taken vita" in await titles(on_each)


async def test_a_new_round_is_told_with_its_days_however_much_else_is_new(parlour: Parlour) -> None:
    def with_many_units(book: Workbook) -> None:
        for number in range(40):
            book["Enheter"].append((f"Enhet {number}", "sektor"))

    shown = await dropped(parlour, await workbook(parlour, with_many_units))

    assert "Årsbokslut 31 december 2023: öppnar" in text(shown)
    assert "… och 31 till" in text(shown)


async def test_an_import_is_written_down_with_who_did_it(parlour: Parlour) -> None:
    shown = await dropped(parlour, await workbook(parlour, retitled("Måla taken vita")))
    await parlour.press("maja", shown, Verb.APPLY_PLAN)

    imported = [row for row in (await parlour.everything())["audit_event"] if "plan.imported" in row]

    assert len(imported) == 1
    assert parlour.plan.maja in imported[0]


async def test_two_presses_at_once_read_the_file_in_once(on_each: Parlour) -> None:
    shown = await dropped(on_each, await workbook(on_each, retitled("Måla taken vita")))

    replies = await asyncio.gather(*(on_each.press("maja", shown, Verb.APPLY_PLAN) for _ in range(2)))

    assert {type(reply) for reply in replies} == {Replace, Refuse}
    assert str((await on_each.everything())["audit_event"]).count("plan.imported") == 1


async def test_a_file_that_was_checked_against_another_plan_is_told_anew(on_each: Parlour) -> None:
    one = await dropped(on_each, await workbook(on_each, retitled("Måla taken vita")))
    other = await dropped(on_each, await workbook(on_each, retitled("Måla taken gröna")))
    await on_each.press("maja", one, Verb.APPLY_PLAN)

    anew = await on_each.press("maja", other, Verb.APPLY_PLAN)
    still = await titles(on_each)
    await on_each.press("maja", anew, Verb.APPLY_PLAN)

    assert "Planen har ändrats sedan filen kontrollerades" in text(anew)
    assert "Måla taken vita → Måla taken gröna" in text(anew)
    assert "Måla taken vita" in still
    assert "Måla taken gröna" in await titles(on_each)


async def test_a_cancelled_file_is_not_read_in_afterwards(parlour: Parlour) -> None:
    shown = await dropped(parlour, await workbook(parlour, retitled("Måla taken vita")))
    cancelled = await parlour.press("maja", shown, Verb.DROP_PLAN)

    late = await parlour.press("maja", shown, Verb.APPLY_PLAN)

    assert "lästes inte in" in text(cancelled)
    assert isinstance(late, Refuse)
    assert "Måla taken vita" not in await titles(parlour)


async def test_a_file_is_forgotten_after_a_day(parlour: Parlour) -> None:
    shown = await dropped(parlour, await workbook(parlour, retitled("Måla taken vita")))
    parlour.at += timedelta(days=1)

    assert isinstance(await parlour.press("maja", shown, Verb.APPLY_PLAN), Refuse)
    assert "Måla taken vita" not in await titles(parlour)


async def test_what_is_wrong_is_told_and_nothing_can_be_read_in(parlour: Parlour) -> None:
    shown = await dropped(parlour, await workbook(parlour, broken))

    assert "går inte att läsa in än" in text(shown)
    assert "Rad 2 i Aktiviteter" in text(shown)
    assert Verb.APPLY_PLAN not in str(card(shown).content)


async def test_the_workbook_comes_back_with_its_faults_beside_the_rows(parlour: Parlour) -> None:
    def wrong(book: Workbook) -> None:
        book["Aktiviteter"]["F2"] = "ingen@borlange.example"
        book["Aktiviteter"]["D3"] = '=CONCATENATE("a","b")'
        book["Aktiviteter"]["C3"].fill = PatternFill("solid", start_color="FF00FF00")

    shown = await dropped(parlour, await workbook(parlour, wrong))
    offered = await parlour.press("maja", shown, Verb.MARKED_PLAN)

    assert isinstance(offered, OfferFile)
    book = load_workbook(io.BytesIO(offered.content))
    faulty = book["Aktiviteter"]["F2"]
    assert "ingen@borlange.example" in faulty.comment.text
    assert faulty.fill.start_color.rgb == "FFFFD7D2"
    assert book["Aktiviteter"]["D3"].value == '=CONCATENATE("a","b")'
    assert book["Aktiviteter"]["C3"].fill.start_color.rgb == "FF00FF00"
    assert book.sheetnames[0] == FAULTS
    assert book[FAULTS]["A2"].hyperlink.location == "'Aktiviteter'!F2"
    assert "ingen@borlange.example" in book[FAULTS]["D2"].value


async def test_the_marked_workbook_can_be_mended_and_dropped_again(parlour: Parlour) -> None:
    owner = load_workbook(io.BytesIO(await workbook(parlour)))["Aktiviteter"]["F2"].value

    def wrong(book: Workbook) -> None:
        book["Aktiviteter"]["F2"] = "ingen@borlange.example"

    def mended(book: Workbook) -> None:
        book["Aktiviteter"]["F2"] = owner

    shown = await dropped(parlour, await workbook(parlour, wrong))
    offered = await parlour.press("maja", shown, Verb.MARKED_PLAN)
    assert isinstance(offered, OfferFile)

    again = await dropped(parlour, edited(offered.content, mended))

    assert "går att läsa in" in text(again)


async def test_a_file_that_takes_away_ones_own_role_says_so(parlour: Parlour) -> None:
    def without_me(book: Workbook) -> None:
        for row in book["Personer"].iter_rows(min_row=2):
            if row[1].value == "maja@borlange.example":
                row[3].value = "ansvarig"

    shown = await dropped(parlour, await workbook(parlour, without_me))

    assert "din egen roll" in text(shown)
