"""The overview: the same figures as the director’s card, of a whole round or of a part of it."""

from dataclasses import dataclass, replace

from cards import authorship, charts, round_standing, rounds
from cards.paging import Page, place_of
from cards.report import wording
from cards.summary import standing, stories
from cards.words import Words
from dialogs.pages import filters, listing
from dialogs.pages.query import Query, QueryError
from dialogs.pages.visiting import Visitor
from domain.answers import Progress
from domain.report.data import EarlierRound
from domain.report.formats import Format
from domain.report.seal import Seal
from domain.rounds import FollowUpRound, to_summarise
from domain.summary.compiled import Counted
from domain.summary.selection import EVERYTHING, Order, is_known
from domain.summary.tally import Tally
from domain.summary.themes import Names
from domain.summary.trend import tally_of_round
from domain.worklist import WorkItem
from reports.rendering import formats
from reports.web_page.frame import Frame, Link
from reports.web_page.overview_page import Documents, Figure, OverviewPage
from storage import groups, seals
from storage import rounds as round_store
from storage.database import TenantSession
from storage.summary import finding, naming
from storage.summary.counting import counted
from storage.summary.parameters import Scope, earlier_rounds, scope_of

ROWS_ON_A_PAGE = 20
DEVIATIONS_AT_FIRST = 5
MOST_ROUNDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """All that the page is drawn from."""

    municipality: str
    rounds: list[FollowUpRound]
    scope: Scope
    names: Names
    counted: Counted
    deviations: tuple[WorkItem, ...]
    shown: Page[WorkItem]
    earlier: tuple[EarlierRound, ...]
    seals: tuple[Seal, ...]


async def overview(visitor: Visitor, query: Query, style: str) -> OverviewPage | None:
    """The page, whose style sheet is at `style`; None while there is no round. Raises `QueryError`."""
    async with visitor.desk.database.reading(visitor.tenant_id) as session:
        every = await round_store.every(session)
        wanted = [each for each in every if each.follow_up_round_id == query.follow_up_round_id]
        if query.follow_up_round_id is not None and not wanted:
            raise QueryError("round")
        follow_up_round = wanted[0] if wanted else to_summarise(every)
        if follow_up_round is None:
            return None
        read = await _read(session, follow_up_round, every, query)
    return _page(visitor, query, read, style)


async def _read(
    session: TenantSession, follow_up_round: FollowUpRound, every: list[FollowUpRound], query: Query
) -> Read:
    names = await naming.names(session, follow_up_round.plan_id)
    if not is_known(query.selection, names):
        raise QueryError("selection")
    scope = await scope_of(session, follow_up_round)
    found = await counted(session, scope, query.selection)
    number, pages = place_of(found.whole.total, query.page, ROWS_ON_A_PAGE)
    items = await finding.page(
        session,
        scope,
        query.selection,
        first=number * ROWS_ON_A_PAGE,
        many=ROWS_ON_A_PAGE,
        order=query.order,
    )
    return Read(
        municipality=(await groups.of_tenant(session)).name,
        rounds=every,
        scope=scope,
        names=names,
        counted=found,
        deviations=await _deviations(session, scope, query, items),
        shown=Page(items=items, number=number, pages=pages),
        earlier=await earlier_rounds(session, scope),
        seals=await seals.of_round(session, follow_up_round.follow_up_round_id),
    )


async def _deviations(
    session: TenantSession, scope: Scope, query: Query, items: tuple[WorkItem, ...]
) -> tuple[WorkItem, ...]:
    """The first of them; they are the first of all where the most urgent come first."""
    if query.order is Order.URGENCY and not query.page:
        return tuple(filter(_is_noteworthy, items[:DEVIATIONS_AT_FIRST]))
    deviating = replace(query.selection, is_noteworthy=True)
    return await finding.page(session, scope, deviating, first=0, many=DEVIATIONS_AT_FIRST)


def _is_noteworthy(item: WorkItem) -> bool:
    statement = item.answer.statement if item.answer else None
    return statement is not None and (statement.needs_decision or statement.progress.is_off_track)


def _page(visitor: Visitor, query: Query, read: Read, style: str) -> OverviewPage:
    words, this, found = visitor.words, read.scope.follow_up_round, read.counted
    here = replace(query, follow_up_round_id=this.follow_up_round_id)
    units, rows = listing.progress_map(found.cells, here, words)
    return OverviewPage(
        frame=_frame(visitor, read, style),
        answered=_answered(found, here, words),
        preliminary=round_standing.preliminary(this, words),
        figures=_figures(found.whole, here, words),
        how=authorship.how(found.whole.unchanged, found.whole.on_behalf, words),
        changed=stories.changed(found, read.scope.previous, words),
        promised=stories.promised(found.promises, words),
        standing=standing.in_short(found, words),
        deviations=[listing.told(item, words) for item in read.deviations],
        all_deviations=_all_deviations(read, here, words),
        obstacles=[
            Link(
                address=here.about(replace(here.selection, obstacle=each.kind)),
                text=stories.obstacle(each, words),
            )
            for each in found.obstacles
        ],
        trend=_trend(read, words) if query.selection == EVERYTHING else [],
        filters=filters.filters(here, this.follow_up_round_id, read.rounds, read.names, words),
        units=units,
        rows=rows,
        answers=listing.answers(read.shown, here, words),
        documents=_documents(read, words),
    )


def _answered(found: Counted, query: Query, words: Words) -> str:
    """How many have answered; a part may have nothing in it although the round has."""
    if query.selection != EVERYTHING and not found.whole.total:
        return words.say("Nothing is as you have chosen.")
    return standing.answered(found.whole, words)


def _frame(visitor: Visitor, read: Read, style: str) -> Frame:
    words = visitor.words
    return Frame(
        title=words.say("The state of the action plan"),
        occasion=f"{read.municipality} · {rounds.title(read.scope.follow_up_round, words)}",
        style=style,
        lines=[
            words.say("As it stood {when}.", when=wording.when(visitor.at, words)),
            words.say(
                "{name} is logged in until {time}.",
                name=visitor.person.name,
                time=words.clock(visitor.until),
            ),
        ],
    )


def _figures(tally: Tally, query: Query, words: Words) -> list[Figure]:
    if not tally.total:
        return []
    return [
        Figure(
            mark=listing.mark(state, words),
            number=count,
            count=words.number(count),
            share=words.percent(tally.share(count)),
            address=_state_address(state, query),
        )
        for state, count in charts.parts(tally)
    ]


def _state_address(state: Progress | None, query: Query) -> str:
    return query.about(query.selection.in_state(state))


def _all_deviations(read: Read, query: Query, words: Words) -> Link | None:
    noted = read.counted.noteworthy
    if noted <= len(read.deviations):
        return None
    title = words.say("Show all {number}", number=words.number(noted))
    return Link(address=query.about(replace(query.selection, is_noteworthy=True)), text=title)


def _trend(read: Read, words: Words) -> list[tuple[str, str, str]]:
    """This round and those before it, each of them whole."""
    if not read.earlier:
        return []
    before = [
        (f"{rounds.occasion_word(each.occasion, words)} {each.reference_date.year}", tally_of_round(each))
        for each in reversed(read.earlier[-MOST_ROUNDS:])
    ]
    this = (rounds.title(read.scope.follow_up_round, words), read.counted.whole)
    return [
        (title, standing.answered(tally, words), charts.in_words(tally, words))
        for title, tally in (this, *before)
    ]


def _documents(read: Read, words: Words) -> list[Documents]:
    """The latest version that has been approved, and the data as they are now."""
    latest = read.seals[-1].version if read.seals else 0
    now = words.say("The data as they are now (draft)")
    approved = [(latest, words.say("Version {n}", n=words.number(latest)))] if latest else []
    round_id = read.scope.follow_up_round.follow_up_round_id
    return [
        _of_version(f"/report/{round_id}/{version}", heading, words)
        for version, heading in (*approved, (0, now))
    ]


def _of_version(address: str, heading: str, words: Words) -> Documents:
    return Documents(
        heading=heading,
        page=Link(
            address=address,
            text=words.say("Read here"),
            label=words.say("Read here: {what}", what=heading),
        ),
        files=[_file(address, kind, heading, words) for kind in formats()],
    )


def _file(address: str, kind: Format, heading: str, words: Words) -> Link:
    name = wording.kind(kind, words)
    label = words.say("{kind}: fetch {what}", kind=name, what=heading)
    return Link(address=f"{address}/{kind.value}", text=name, label=label)
