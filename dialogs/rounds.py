"""The strategist's talk: who has answered, opening a round, and reminding exactly the right people."""

from cards import nudge as nudge_card
from cards import overview as overview_card
from cards import payloads
from cards import sending as sending_card
from cards.card import Card
from dialogs import matters, sendings, standings, worklist
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply, Show
from domain import reminders
from domain.overview import Overview, PersonStanding
from domain.people import PersonId
from domain.rounds import FollowUpRound, FollowUpRoundId, RoundState, in_mind, opened_now
from storage import ledger
from storage import rounds as round_store
from storage.database import TenantSession


async def standing(turn: Turn) -> Reply:
    """`läge`: the overview of the round that people mean today."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = in_mind(await round_store.every(session), turn.at)
        if follow_up_round is None:
            return Show(worklist.no_round(turn))
        return Show(await _card(session, turn, follow_up_round, page=0))


async def show_overview(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The overview again, as things stand now."""
    about = payloads.unit_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None:
            return Refuse(standings.unknown(turn))
        return Replace(await _card(session, turn, follow_up_round, page=about.page))


async def show_unit(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The names behind one unit."""
    about = payloads.unit_of(submitted.data)
    view = await _view(turn, about.follow_up_round_id)
    if view is None or about.org_unit_id is None or view.unit(about.org_unit_id) is None:
        return Refuse(standings.unknown(turn))
    return Replace(
        overview_card.unit(view, about.org_unit_id, turn.words, key=turn.new_key(), page=about.page)
    )


async def ask_nudge(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Show exactly who would be reminded, before anything is sent."""
    about = payloads.unit_of(submitted.data)
    view = await _view(turn, about.follow_up_round_id)
    if view is None:
        return Refuse(standings.unknown(turn))
    if not view.follow_up_round.is_open:
        return Refuse(standings.not_open(turn))
    unit = view.unit(about.org_unit_id) if about.org_unit_id else None
    if about.org_unit_id and unit is None:
        return Refuse(standings.unknown(turn))
    return Replace(
        nudge_card.ask_nudge(
            view,
            unit.org_unit if unit else None,
            turn.words,
            key=turn.new_key(),
            when=sending_card.beforehand(sendings.postponed(turn), turn.desk.undo, turn.words),
            page=about.page,
        )
    )


async def nudge(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Remind them. The same press twice reminds once and gets the same receipt."""
    about = payloads.unit_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None or not follow_up_round.is_open:
            return Refuse(standings.not_open(turn))
        view = await standings.of_round(session, turn, follow_up_round)
        asked = view.unit(about.org_unit_id) if about.org_unit_id else view
        if asked is None:
            # A unit that has left the plan must never come to mean everybody.
            return Refuse(standings.unknown(turn))
        receipt = await sendings.set_going(
            session,
            turn,
            follow_up_round,
            key=reminders.nudge_key(turn.person.person_id, about.key),
            people=_reachable(asked.waiting_for),
            deed="reminder.nudged",
            unreachable=[each.person.name for each in asked.waiting_for if each.is_unreachable],
        )
    turn.desk.wake()
    return Replace(receipt)


async def ask_open(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Say what opening ahead of time means."""
    about = payloads.unit_of(submitted.data)
    view = await _view(turn, about.follow_up_round_id)
    if view is None:
        return Refuse(standings.unknown(turn))
    if view.follow_up_round.state is not RoundState.PLANNED:
        return Refuse(turn.words.say("The follow-up has been opened already."))
    return Replace(
        nudge_card.ask_open(
            view.follow_up_round,
            turn.words,
            key=turn.new_key(),
            first_reminder=sendings.next_reminder(view.follow_up_round, turn),
        )
    )


async def open_now(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Open a planned round now; opening it twice is opening it once."""
    about = payloads.unit_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        planned = await round_store.find(session, about.follow_up_round_id)
        if planned is None:
            return Refuse(standings.unknown(turn))
        if planned.state is RoundState.CLOSED:
            return Refuse(turn.words.say("The follow-up is closed. You can open it again by managing it."))
        # Opened by two at once is opened once, also in the audit trail.
        if await round_store.open_early(session, opened_now(planned, turn.at)):
            await standings.record(session, turn, "round.opened", planned.follow_up_round_id, 1)
    turn.desk.wake()
    opened = opened_now(planned, turn.at)
    return Replace(nudge_card.opened(opened, turn.words, first_reminder=sendings.next_reminder(opened, turn)))


async def _card(session: TenantSession, turn: Turn, follow_up_round: FollowUpRound, *, page: int) -> Card:
    return overview_card.overview(
        await standings.of_round(session, turn, follow_up_round),
        turn.words,
        key=turn.new_key(),
        today=turn.today,
        page=page,
        places=await ledger.places(session, follow_up_round),
        matters=len(await matters.waiting_for_strategists(session)),
    )


async def _view(turn: Turn, follow_up_round_id: FollowUpRoundId) -> Overview | None:
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, follow_up_round_id)
        return await standings.of_round(session, turn, follow_up_round) if follow_up_round else None


def _reachable(waiting: tuple[PersonStanding, ...]) -> frozenset[PersonId]:
    return frozenset(each.person.person_id for each in waiting if not each.is_unreachable)
