"""Somebody fetches a report as a document."""

from dataclasses import replace

from cards.report import order as order_card
from cards.report import too_large, wording
from cards.report.payloads import AboutDocument, document_of
from dialogs.desk import Turn
from dialogs.pages import addresses
from dialogs.report import loading, ordering, showing
from dialogs.report.making import make
from dialogs.turn import CardSubmitted, OfferFile, Refuse, Reply, Show
from domain.chat_files import LARGEST_OFFERED
from domain.report.orders import takes_long
from domain.report.seal import Report
from domain.rounds import FollowUpRound
from reports.names import round_title
from reports.rendering import formats
from reports.word.faults import ReportTemplateError
from storage import document_orders, seals
from storage import rounds as round_store
from storage.database import TenantSession


@showing.explained
async def fetch(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The document is made of the version that was asked for, or of the data as they are now.

    One that takes long is ordered, and comes when it is ready.
    """
    about = document_of(submitted.data)
    if about.kind not in formats():
        return Refuse(turn.words.say("That kind of document cannot be made here."))
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None:
            return Refuse(showing.unknown(turn))
        plan_activities = await document_orders.size(session, follow_up_round.plan_id)
        if takes_long(about.kind, plan_activities):
            await _check_version(session, follow_up_round, about)
            report = None
        else:
            report = await loading.report(
                session, follow_up_round, about.version, turn.desk.calendar, turn.today
            )
    if report is None:
        return await ordering.order(turn, about, plan_activities)
    return await _made(turn, report, about)


async def _check_version(
    session: TenantSession, follow_up_round: FollowUpRound, about: AboutDocument
) -> None:
    found = await seals.of_round(session, follow_up_round.follow_up_round_id)
    if about.version and all(each.version != about.version for each in found):
        raise loading.UnknownVersionError


async def _made(turn: Turn, report: Report, about: AboutDocument) -> Reply:
    try:
        made = await make(
            turn.desk.database,
            turn.contact.tenant_id,
            report,
            about.kind,
            replace(turn.words, language=about.language),
            at=turn.at,
            by=turn.person.person_id,
            template=turn.desk.report_template,
        )
    except ReportTemplateError:
        return Refuse(order_card.bad_template(turn.words))
    title = round_title(report.data.follow_up_round, turn.words)
    described = wording.described(title, about.kind, turn.words)
    place = addresses.of_document(about.follow_up_round_id, about.version, about.kind)
    if len(made.content) > LARGEST_OFFERED and (address := turn.page_address(place)):
        return Show(too_large.by_link(made.name, address, turn.words))
    return OfferFile(name=made.name, description=described, content=made.content)
