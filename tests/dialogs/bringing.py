"""What another system brings in tests."""

from dialogs.brought_answers import Batch
from dialogs.from_elsewhere import bring
from domain.answer_form import FormFields
from domain.answers import AnswerId
from domain.brought import Brought, Outcome, Service
from storage.tables import AnswerRow
from tests.dialogs.parlour import Parlour
from tests.plans import CALENDAR
from tests.stored import answers

STRATSYS = Service(client_id="0a1b2c3d-0000-4000-8000-00000000000a", name="Stratsys")
DELAYED = FormFields(
    progress="delayed",
    percent="20",
    obstacle_kind="procurement",
    obstacle_text="Upphandlingen är överklagad.",
    new_end="2023-12-01",
)
TRAVEL = Brought(
    external_id="S-17",
    number="2.2",
    form=FormFields(progress="on_track", comment="Fyra av fem linjer är i gång."),
)


async def brought(parlour: Parlour, *answers: Brought, dry_run: bool = False) -> tuple[Outcome, ...]:
    batch = Batch(
        tenant_id=parlour.plan.tenant_id,
        service=STRATSYS,
        follow_up_round_id=parlour.plan.follow_up_round_id,
        answers=answers,
        at=parlour.at,
    )
    return await bring(parlour.database, CALENDAR, batch, dry_run=dry_run)


async def rows(parlour: Parlour) -> list[AnswerRow]:
    """What has been answered in the round that is open."""
    every = await answers(parlour.database, parlour.plan.tenant_id)
    return [each for each in every if each.follow_up_round_id == parlour.plan.follow_up_round_id]


async def latest(parlour: Parlour) -> AnswerId:
    return AnswerId((await rows(parlour))[-1].id or 0)
