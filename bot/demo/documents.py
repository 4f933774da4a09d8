"""The end of the played round: the director approves the report, and its documents are put in a folder."""

from pathlib import Path

from bot.demo.stage import Stage
from bot.report_wiring import template_of
from cards.verbs import Verb
from cards.words import Words
from dialogs.report import loading, verifying
from dialogs.report.making import Made, make
from domain.calendar import WorkCalendar
from domain.errors import LageskollError
from domain.people import Language, Role, TenantId
from domain.report.verification import Standing
from domain.rounds import to_summarise
from reports.rendering import formats
from storage import rounds as round_store
from storage.database import Database

VERSION = 1
CALENDAR = WorkCalendar()


class NotApprovedError(LageskollError):
    """A document of the approved report is not known again; the message is its name."""


async def approve(stage: Stage) -> None:
    """The director looks at the report from the summary, and approves it as it is shown."""
    director = stage.with_role(Role.DIRECTOR)
    await director.press(Verb.SHOW_REPORT)
    await director.press(Verb.SEAL_REPORT)
    stage.tell(stage.words.say("{name} approves the report.", name=director.name))


async def made(stage: Stage) -> list[Made]:
    """Every kind of document of the approved version, in both languages.

    Raises `NotApprovedError` when one is not known again as that version.
    """
    database = Database(stage.settings.database_url.get_secret_value())
    try:
        template = template_of(stage.settings)
        return await _made(database, TenantId(stage.settings.tenant_id), template)
    finally:
        await database.close()


def put(documents: list[Made], folder: Path) -> int:
    """Write them to a folder; returns how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in documents:
        (folder / each.name).write_bytes(each.content)
    return len(documents)


async def _made(database: Database, tenant_id: TenantId, template: bytes | None) -> list[Made]:
    async with database.reading(tenant_id) as session:
        follow_up_round = to_summarise(await round_store.every(session))
        assert follow_up_round is not None
        at = follow_up_round.closes_at
        report = await loading.version(session, follow_up_round, VERSION, CALENDAR.local_day(at))
    found = []
    for language in Language:
        for kind in formats():
            words = Words(language=language)
            each = await make(database, tenant_id, report, kind, words, at=at, by=None, template=template)
            await _check(database, tenant_id, each)
            found.append(each)
    return found


async def _check(database: Database, tenant_id: TenantId, document: Made) -> None:
    async with database.reading(tenant_id) as session:
        found = await verifying.verdict(session, document.content)
    if found.standing is not Standing.APPROVED:
        raise NotApprovedError(document.name)
