"""Puts together what makes reports: the municipality's own template, and the workshop for large documents."""

from bot.clock import Clock
from bot.report_settings import ReportSettings
from dialogs.pages.addresses import NO_PAGES, PageAddresses
from dialogs.report.crafting import Craft
from dialogs.report.workshop import Workshop
from domain.calendar import WorkCalendar
from reports.rendering import check_template
from scheduler.paced import Talker
from storage.database import Database


def template_of(settings: ReportSettings) -> bytes | None:
    """The municipality's own template, looked through; None when the default one is used.

    Raises `ReportTemplateError` when it cannot be used, and `OSError` when it cannot be read.
    """
    if settings.report_template is None:
        return None
    content = settings.report_template.read_bytes()
    check_template(content)
    return content


def workshop(
    database: Database,
    talker: Talker,
    clock: Clock,
    calendar: WorkCalendar,
    *,
    template: bytes | None = None,
    links: str = "",
    pages: PageAddresses = NO_PAGES,
) -> Workshop:
    """Where documents are made that take long."""
    craft = Craft(
        database=database, talker=talker, calendar=calendar, links=links, template=template, pages=pages
    )
    return Workshop(craft=craft, clock=clock)
