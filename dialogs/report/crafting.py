"""From an order to a file that can be offered: reads the answers, writes the document, and checks it."""

import logging
from dataclasses import dataclass, replace
from datetime import date, datetime

from cards.report import order as order_card
from cards.report import wording
from dialogs import files
from dialogs.pages.addresses import NO_PAGES, PageAddresses, of_document
from dialogs.report import loading
from dialogs.report.customers import Customer
from dialogs.report.making import finished
from dialogs.report.press import NotPrintedError, NotWholeError, Printer, Sheet, printing
from dialogs.turn import OfferFile
from domain.calendar import WorkCalendar
from domain.chat_files import LARGEST_OFFERED
from domain.errors import LageskollError
from domain.report.orders import OrderFault, Stage
from domain.report.seal import Report
from reports.names import round_title
from reports.word.faults import ReportTemplateError
from scheduler.paced import Talker
from storage import rounds as round_store
from storage.database import Database

log = logging.getLogger(__name__)


class OrderError(LageskollError):
    """A document is not made; the fault says why."""

    def __init__(self, fault: OrderFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Craft:
    """What is needed to make documents. `links` is where files are fetched by link, "" in Teams, which asks
    in the chat; `template` is the municipality's own for Word.
    """

    database: Database
    talker: Talker
    calendar: WorkCalendar
    links: str = ""
    template: bytes | None = None
    printer: Printer = printing
    pages: PageAddresses = NO_PAGES

    def page_of(self, customer: Customer, at: datetime) -> str:
        """Where whoever waits fetches the document in a browser; "" where there are no pages."""
        order = customer.order
        place = of_document(order.follow_up_round_id, order.version, order.kind)
        return self.pages.of(customer.tenant_id, customer.person.person_id, place, at)

    async def make(self, customer: Customer, at: datetime) -> files.Kept:
        """The file, kept until whoever waits has said whether they want it. Raises `OrderError`."""
        await self._show(customer, Stage.READING)
        report = await self._report(customer, self.calendar.local_day(at))
        await self._show(customer, Stage.WRITING)
        content = await self._printed(customer, report)
        if len(content) > LARGEST_OFFERED:
            raise OrderError(OrderFault.TOO_LARGE)
        return await self._keep(customer, report, content, at)

    async def _show(self, customer: Customer, stage: Stage) -> None:
        await customer.show(self.talker, order_card.under_way(customer.order, stage, customer.words))

    async def _report(self, customer: Customer, on: date) -> Report:
        order = customer.order
        async with self.database.reading(customer.tenant_id) as session:
            follow_up_round = await round_store.find(session, order.follow_up_round_id)
            if follow_up_round is None:
                raise OrderError(OrderFault.GONE)
            try:
                return await loading.report(session, follow_up_round, order.version, self.calendar, on)
            except loading.UnknownVersionError:
                raise OrderError(OrderFault.GONE) from None
            except loading.BrokenSealError:
                raise OrderError(OrderFault.BROKEN_SEAL) from None

    async def _printed(self, customer: Customer, report: Report) -> bytes:
        order = customer.order
        words = replace(customer.words, language=order.language)
        sheet = Sheet(report=report, kind=order.kind, words=words, template=self.template)
        try:
            async with self.printer(sheet) as press:
                content = await press.written()
                await self._show(customer, Stage.CHECKING)
                await press.check(sheet)
        except ReportTemplateError as error:
            log.warning("the Word template cannot be used: %s", error)
            raise OrderError(OrderFault.BAD_TEMPLATE) from error
        except (NotPrintedError, NotWholeError) as error:
            log.warning("a document was not made: %s", error)
            raise OrderError(OrderFault.FAILED) from error
        return content

    async def _keep(self, customer: Customer, report: Report, content: bytes, at: datetime) -> files.Kept:
        order, words = customer.order, customer.words
        made = await finished(
            self.database,
            customer.tenant_id,
            report,
            order.kind,
            replace(words, language=order.language),
            content=content,
            at=at,
            by=customer.person.person_id,
        )
        title = round_title(report.data.follow_up_round, words)
        offered = OfferFile(
            name=made.name, description=wording.described(title, order.kind, words), content=content
        )
        return await files.keep_for(
            self.database,
            customer.tenant_id,
            customer.person.person_id,
            offered,
            words=words,
            at=at,
            links=self.links,
            key=order.key,
        )
