"""Shows a round's report: what would be approved, what was, and what has changed since."""

from collections.abc import Awaitable, Callable, Mapping
from functools import wraps

from cards import payloads
from cards.card import Card
from cards.report import choosing, report
from cards.report import corrections as corrections_card
from cards.report.payloads import report_of
from cards.report.report import NO_FAULTS, NOTHING_TYPED, Typed
from dialogs import worklist
from dialogs.desk import Turn
from dialogs.pages import addresses
from dialogs.report import loading
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply, Show
from domain.permissions import SEALERS, has_any
from domain.report.approval import Approval
from domain.rounds import FollowUpRound, FollowUpRoundId, to_summarise
from reports.rendering import formats
from storage import rounds as round_store
from storage.database import TenantSession

Handler = Callable[[Turn, CardSubmitted], Awaitable[Reply]]


def explained(handler: Handler) -> Handler:
    """The handler, where what is wrong with a stored version is told in a sentence."""

    @wraps(handler)
    async def handled(turn: Turn, submitted: CardSubmitted) -> Reply:
        try:
            return await handler(turn, submitted)
        except loading.UnknownVersionError:
            return Refuse(turn.words.say("There is no such version. Open the report again."))
        except loading.BrokenSealError:
            return Refuse(broken(turn))

    return handled


def broken(turn: Turn) -> str:
    """When the stored bytes are not those that were sealed."""
    return turn.words.say(
        "An approved version in the database is not as it was when it was approved. Nothing was made of it. "
        "Tell whoever runs the service."
    )


async def asked(turn: Turn) -> Reply:
    """`rapport`: of the round that people mean today."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = to_summarise(await round_store.every(session))
        if follow_up_round is None:
            return Show(worklist.no_round(turn))
        try:
            return Show(card(turn, await view_of(session, turn, follow_up_round)))
        except loading.BrokenSealError:
            return Refuse(broken(turn))


@explained
async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The same from a button."""
    about = report_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        found = await found_view(session, turn, about.follow_up_round_id)
    return Replace(card(turn, found)) if isinstance(found, Approval) else found


@explained
async def show_corrections(turn: Turn, submitted: CardSubmitted) -> Reply:
    """What has changed since the latest version, page by page."""
    about = payloads.unit_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        found = await found_view(session, turn, about.follow_up_round_id)
    if not isinstance(found, Approval):
        return found
    return Replace(corrections_card.corrections(found, turn.words, page=about.page))


@explained
async def ask_document(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Which document, of which version, in which language."""
    about = report_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        found = await found_view(session, turn, about.follow_up_round_id)
    if not isinstance(found, Approval):
        return found
    return Replace(choosing.choose_document(found, turn.words, formats()))


def card(
    turn: Turn,
    view: Approval,
    notice: str = "",
    *,
    is_done: bool = False,
    fields: Typed = NOTHING_TYPED,
    faults: Mapping[str, str] = NO_FAULTS,
) -> Card:
    """The card for whoever is talking."""
    round_id, version = view.follow_up_round.follow_up_round_id, report.document_version(view)
    return report.report(
        view,
        turn.words,
        may_seal=has_any(turn.person, SEALERS),
        kinds=formats(),
        notice=notice,
        is_done=is_done,
        fields=fields,
        faults=faults,
        in_browser=turn.page_address(addresses.of_report(round_id, version)),
    )


async def found_view(
    session: TenantSession, turn: Turn, follow_up_round_id: FollowUpRoundId
) -> Approval | Refuse:
    """The report as it stands, or what to say where there is no such round."""
    follow_up_round = await round_store.find(session, follow_up_round_id)
    if follow_up_round is None:
        return Refuse(unknown(turn))
    return await view_of(session, turn, follow_up_round)


async def view_of(session: TenantSession, turn: Turn, follow_up_round: FollowUpRound) -> Approval:
    """The report as it stands."""
    return await loading.approval(session, follow_up_round, turn.desk.calendar)


def unknown(turn: Turn) -> str:
    """When a card is about a round that is no longer there."""
    return turn.words.say("That follow-up is not here any longer. Write “report” to see the present one.")
