"""Plan files dropped in the chat: what people do with them in tests."""

import io
from collections.abc import Callable

from openpyxl import Workbook, load_workbook

from cards.verbs import Verb
from dialogs.turn import FileReceived, OfferFile, Reply, Sender
from storage.tables import AdoptionRow, PlanActivityRow
from tests.dialogs.parlour import Parlour
from tests.fakes.cart import Cart

ADDRESS = "https://borlange-my.sharepoint.com/download/plan.xlsx"
FILE = "plan.xlsx"

Edit = Callable[[Workbook], None]


async def dropped(parlour: Parlour, content: bytes, *, name: str = "maja", file_name: str = FILE) -> Reply:
    """Somebody drops a file in the chat."""
    if not isinstance(parlour.carrier, Cart):
        parlour.carrier = Cart()
    parlour.carrier.files[ADDRESS] = content
    contact = parlour.contact(name)
    sender = Sender(tenant_id=contact.tenant_id, entra_object_id=contact.entra_object_id, name=name)
    file = FileReceived(sender=sender, contact=contact, file_name=file_name, download_url=ADDRESS)
    return await parlour.router.answer(file)


async def workbook(parlour: Parlour, edit: Edit | None = None) -> bytes:
    """The stored plan as Maja gets it, changed by `edit`."""
    await adopted(parlour)
    offered = await parlour.press("maja", await parlour.say("maja", "planfil"), Verb.PLAN_WORKBOOK)
    assert isinstance(offered, OfferFile)
    return edited(offered.content, edit) if edit else offered.content


async def adopted(parlour: Parlour) -> None:
    """Every unit has adopted the measures that it has plan activities under, as a plan file demands."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        found = (await session.sql.exec(session.rows(PlanActivityRow))).all()
        pairs = {(row.measure_id, row.org_unit_id) for row in found}
        rows = [{"measure_id": measure, "org_unit_id": unit} for measure, unit in sorted(pairs)]
        await session.insert_new(AdoptionRow, rows)


def edited(content: bytes, edit: Edit) -> bytes:
    book = load_workbook(io.BytesIO(content))
    edit(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def retitled(title: str) -> Edit:
    """The first plan activity is called something else."""

    def edit(book: Workbook) -> None:
        book["Aktiviteter"]["D2"] = title

    return edit


def broken(book: Workbook) -> None:
    """Nobody by that address owns the first plan activity."""
    book["Aktiviteter"]["F2"] = "ingen@borlange.example"


async def titles(parlour: Parlour) -> str:
    return str((await parlour.everything())["plan_activity"])
