"""A plan file in the chat is declined when it is no plan, not theirs to read in, or cannot be fetched."""

import io
import zipfile

import pytest

from cards.verbs import Verb
from dialogs.carrier import CarryError, CarryFault
from dialogs.turn import Refuse, Say, Show
from domain.people import Role
from storage.tables import PersonRoleRow
from tests.dialogs.dropping import dropped, retitled, titles, workbook
from tests.dialogs.parlour import Parlour, text
from tests.fakes.cart import Cart


@pytest.mark.parametrize("name", ["karin", "henrik"])
async def test_nobody_else_reads_in_a_plan(parlour: Parlour, name: str) -> None:
    shown = await dropped(parlour, await workbook(parlour, retitled("Måla taken vita")))
    before = await parlour.everything(but="audit_event")
    assert isinstance(parlour.carrier, Cart)
    parlour.carrier.fetched.clear()

    reply = await dropped(parlour, b"", name=name)
    by_hand = [await parlour.press(name, shown, verb) for verb in (Verb.APPLY_PLAN, Verb.DROP_PLAN)] + [
        await parlour.send(name, verb, {}) for verb in (Verb.PLAN_WORKBOOK, Verb.PLAN_TEMPLATE)
    ]

    assert isinstance(reply, Say)
    assert "kan inte läsa filer" in reply.text
    assert parlour.carrier.fetched == []
    assert all(isinstance(each, Refuse) for each in by_hand)
    assert await parlour.everything(but="audit_event") == before


async def test_another_strategist_does_not_read_in_the_file_of_the_first(parlour: Parlour) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        row = {"person_id": parlour.plan.henrik, "role": Role.STRATEGIST.value}
        await session.insert_new(PersonRoleRow, [row])
    shown = await dropped(parlour, await workbook(parlour, retitled("Måla taken vita")))

    replies = [await parlour.press("henrik", shown, verb) for verb in (Verb.APPLY_PLAN, Verb.DROP_PLAN)]

    assert all(isinstance(reply, Refuse) for reply in replies)
    assert "Måla taken vita" not in await titles(parlour)


async def test_who_looks_after_the_installation_may_read_in_a_plan_too(parlour: Parlour) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        row = {"person_id": parlour.plan.henrik, "role": Role.ADMIN.value}
        await session.insert_new(PersonRoleRow, [row])
    shown = await dropped(parlour, await workbook(parlour, retitled("Måla taken vita")), name="henrik")

    await parlour.press("henrik", shown, Verb.APPLY_PLAN)

    assert "Måla taken vita" in await titles(parlour)


def a_zip(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name.replace("__", "/").replace("_", "."), part)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "tom"),
        (b"hej", "skadad"),
        (a_zip(xl__workbook_xml=b"<a/>"), "skadad"),
        (a_zip(xl__vbaProject_bin=b"x"), "makron"),
        (a_zip(xl__comments_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "skadad"),
        (a_zip(xl__workbook_xml=b"0" * (61 * 1024 * 1024)), "för stor"),
        (a_zip(media_png=b"0" * (61 * 1024 * 1024)), "för stor"),
        (b"0" * (10 * 1024 * 1024 + 1), "10 MB"),
    ],
    ids=["empty", "no zip", "no workbook", "macros", "entities", "unfolds", "pictures unfold", "too large"],
)
async def test_what_is_no_workbook_is_declined_and_nothing_is_kept(
    parlour: Parlour, content: bytes, sentence: str
) -> None:
    before = await parlour.everything()

    reply = await dropped(parlour, content)

    assert sentence in text(reply)
    assert await parlour.everything() == before


@pytest.mark.parametrize("file_name", ["plan.xlsm", "plan.exe", "plan", "", "plan.xlsx.lnk"])
async def test_a_file_of_another_kind_is_not_even_fetched(parlour: Parlour, file_name: str) -> None:
    reply = await dropped(parlour, b"hej", file_name=file_name)

    assert isinstance(reply, Show)
    assert isinstance(parlour.carrier, Cart)
    assert parlour.carrier.fetched == []


@pytest.mark.parametrize("fault", list(CarryFault))
async def test_a_file_that_cannot_be_fetched_says_what_to_do(parlour: Parlour, fault: CarryFault) -> None:
    parlour.carrier = Cart(failures=[CarryError(fault)])

    reply = await dropped(parlour, b"hej")

    assert "Filen gick inte att läsa" in text(reply)


@pytest.mark.parametrize("key", ["", "another", "x" * 41, 7, None])
async def test_a_button_that_names_no_file_changes_nothing(parlour: Parlour, key: str | int | None) -> None:
    before = await parlour.everything()

    replies = [
        await parlour.send("maja", verb, {"file": key})
        for verb in (Verb.APPLY_PLAN, Verb.DROP_PLAN, Verb.MARKED_PLAN)
    ]

    assert all(isinstance(reply, Refuse) for reply in replies)
    assert await parlour.everything() == before
