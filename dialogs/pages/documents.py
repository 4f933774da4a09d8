"""A report from a page: read at once in the browser, or fetched as a document of any kind."""

import asyncio
from dataclasses import dataclass

from dialogs.pages.visiting import Visitor, note
from dialogs.report import loading
from dialogs.report.making import Made, finished, make
from dialogs.report.press import Printer, Sheet, printing
from domain.report.formats import Format
from domain.report.orders import takes_long
from domain.report.seal import Report
from domain.rounds import FollowUpRoundId
from reports.web_page.frame import Link
from reports.web_page.html_file import html
from storage import rounds as round_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A version of a round’s report; version 0 is a draft of the data as they are now."""

    follow_up_round_id: FollowUpRoundId
    version: int

    @property
    def subject(self) -> str:
        """What the audit trail calls it."""
        return f"round:{self.follow_up_round_id}"


async def report_page(visitor: Visitor, wanted: Wanted, back: str) -> bytes | None:
    """The report to read, with a way `back`; None when there is no such round.

    Raises `UnknownVersionError` and `BrokenSealError`.
    """
    report = await _report(visitor, wanted)
    if report is None:
        return None
    words = visitor.words
    link = Link(address=back, text=words.say("Back to the overview"))
    page = await asyncio.to_thread(html, report, words, back=link)
    await note(visitor, "report.read", wanted.subject, {"version": wanted.version})
    return page


async def document(
    visitor: Visitor, wanted: Wanted, kind: Format, printer: Printer = printing
) -> Made | None:
    """The document, written down as made; None when there is no such round.

    Raises `UnknownVersionError`, `BrokenSealError`, `ReportTemplateError` and `NotPrintedError`.
    """
    report = await _report(visitor, wanted)
    if report is None:
        return None
    desk, words, by = visitor.desk, visitor.words, visitor.person.person_id
    template = desk.report_template
    if not takes_long(kind, len(report.data.plan_activities)):
        return await make(
            desk.database,
            visitor.tenant_id,
            report,
            kind,
            words,
            at=visitor.at,
            by=by,
            template=template,
        )
    # A process of its own, so that nobody else waits for it.
    async with printer(Sheet(report=report, kind=kind, words=words, template=template)) as press:
        content = await press.written()
    return await finished(
        desk.database, visitor.tenant_id, report, kind, words, content=content, at=visitor.at, by=by
    )


async def _report(visitor: Visitor, wanted: Wanted) -> Report | None:
    desk = visitor.desk
    async with desk.database.reading(visitor.tenant_id) as session:
        follow_up_round = await round_store.find(session, wanted.follow_up_round_id)
        if follow_up_round is None:
            return None
        return await loading.report(session, follow_up_round, wanted.version, desk.calendar, visitor.today)
