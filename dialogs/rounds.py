"""The strategist's talk: who has answered, opening a round, and reminding exactly the right people."""

from datetime import datetime

from cards import nudge as nudge_card
from cards import overview as overview_card
from cards import payloads
from dialogs import worklist
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply, Show
from domain import reminders
from domain.contact import ContactState
from domain.overview import Overview, PersonStanding, overview
from domain.people import PersonId, stand_in
from domain.rounds import FollowUpRound, FollowUpRoundId, RoundState, in_mind, opened_now
from storage import audit, worklists
from storage import contacts as contact_store
from storage import people as people_store
from storage import reminders as reminder_store
from storage import rounds as round_store
from storage.database import TenantSession


async def standing(turn: Turn) -> Reply:
    """`läge`: the overview of the round that people mean today."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = in_mind(await round_store.every(session), turn.at)
        if follow_up_round is None:
            return Show(worklist.no_round(turn))
        view = await _overview(session, turn, follow_up_round)
    return Show(overview_card.overview(view, turn.words, key=turn.new_key(), today=turn.today))


async def show_overview(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The overview again, as things stand now."""
    about = payloads.unit_of(submitted.data)
    view = await _view(turn, about.follow_up_round_id)
    if view is None:
        return Refuse(_unknown_round(turn))
    return Replace(
        overview_card.overview(view, turn.words, key=turn.new_key(), today=turn.today, page=about.page)
    )


async def show_unit(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The names behind one unit."""
    about = payloads.unit_of(submitted.data)
    view = await _view(turn, about.follow_up_round_id)
    if view is None or about.org_unit_id is None or view.unit(about.org_unit_id) is None:
        return Refuse(_unknown_round(turn))
    return Replace(
        overview_card.unit(view, about.org_unit_id, turn.words, key=turn.new_key(), page=about.page)
    )


async def ask_nudge(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Show exactly who would be reminded, before anything is sent."""
    about = payloads.unit_of(submitted.data)
    view = await _view(turn, about.follow_up_round_id)
    if view is None:
        return Refuse(_unknown_round(turn))
    if not view.follow_up_round.is_open:
        return Refuse(_nobody_reminded(turn))
    unit = view.unit(about.org_unit_id) if about.org_unit_id else None
    if about.org_unit_id and unit is None:
        return Refuse(_unknown_round(turn))
    return Replace(
        nudge_card.ask_nudge(
            view,
            unit.org_unit if unit else None,
            turn.words,
            key=turn.new_key(),
            when=_postponed(turn),
            page=about.page,
        )
    )


async def nudge(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Remind them. The same press twice reminds once and gets the same receipt."""
    about = payloads.unit_of(submitted.data)
    request_key = f"{turn.person.person_id}:{about.key}"
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None or not follow_up_round.is_open:
            return Refuse(_nobody_reminded(turn))
        view = await _overview(session, turn, follow_up_round)
        asked = view.unit(about.org_unit_id) if about.org_unit_id else view
        if asked is None:
            # A unit that has left the plan must never come to mean everybody.
            return Refuse(_unknown_round(turn))
        waiting = asked.waiting_for
        decided = reminders.nudges(_reachable(waiting), request_key, turn.at, turn.desk.calendar)
        await reminder_store.put(session, about.follow_up_round_id, decided, turn.at, turn.person.person_id)
        reminded = await reminder_store.people_with(session, about.follow_up_round_id, f"nudge:{request_key}")
        await _record(session, turn, "reminder.nudged", follow_up_round.follow_up_round_id, len(reminded))
    turn.desk.wake()
    unreachable = [each.person.name for each in waiting if each.is_unreachable]
    return Replace(
        nudge_card.nudged(
            len(reminded), unreachable, turn.words, _postponed(turn), follow_up_round=follow_up_round
        )
    )


async def ask_open(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Say what opening ahead of time means."""
    about = payloads.unit_of(submitted.data)
    view = await _view(turn, about.follow_up_round_id)
    if view is None:
        return Refuse(_unknown_round(turn))
    if view.follow_up_round.state is not RoundState.PLANNED:
        return Refuse(turn.words.say("The follow-up has been opened already."))
    return Replace(
        nudge_card.ask_open(
            view.follow_up_round,
            turn.words,
            key=turn.new_key(),
            first_reminder=_first_reminder(view.follow_up_round, turn),
        )
    )


async def open_now(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Open a planned round now; opening it twice is opening it once."""
    about = payloads.unit_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        planned = await round_store.find(session, about.follow_up_round_id)
        if planned is None:
            return Refuse(_unknown_round(turn))
        if planned.state is RoundState.CLOSED:
            return Refuse(turn.words.say("The follow-up is closed and cannot be opened again."))
        # Opened by two at once is opened once, also in the audit trail.
        if await round_store.open_early(session, opened_now(planned, turn.at)):
            await _record(session, turn, "round.opened", planned.follow_up_round_id, 1)
    turn.desk.wake()
    opened = opened_now(planned, turn.at)
    return Replace(nudge_card.opened(opened, turn.words, first_reminder=_first_reminder(opened, turn)))


async def _view(turn: Turn, follow_up_round_id: FollowUpRoundId) -> Overview | None:
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, follow_up_round_id)
        return await _overview(session, turn, follow_up_round) if follow_up_round else None


async def _overview(session: TenantSession, turn: Turn, follow_up_round: FollowUpRound) -> Overview:
    items = await worklists.items(session, follow_up_round)
    people = await people_store.everybody(session)
    contacts = await contact_store.of_people(session)
    # Somebody who is away is reached through whoever stands in.
    reached: dict[PersonId, ContactState] = {}
    for person in people.values():
        contact = contacts.get(stand_in(person, turn.today, people).person_id)
        if contact is not None:
            reached[person.person_id] = contact.state
    return overview(follow_up_round, items, people, reached)


def _reachable(waiting: tuple[PersonStanding, ...]) -> frozenset[PersonId]:
    return frozenset(each.person.person_id for each in waiting if not each.is_unreachable)


def _first_reminder(follow_up_round: FollowUpRound, turn: Turn) -> datetime | None:
    """When people are next written to by themselves."""
    calendar = turn.desk.calendar
    instants = (step.instant(follow_up_round.deadline, calendar) for step in follow_up_round.steps)
    return min((instant for instant in instants if instant > turn.at), default=None)


def _postponed(turn: Turn) -> datetime | None:
    """When it is sent, if that is not now."""
    opening = turn.desk.calendar.next_open(turn.at)
    return opening if opening > turn.at else None


async def _record(
    session: TenantSession, turn: Turn, deed: str, follow_up_round_id: FollowUpRoundId, count: int
) -> None:
    await audit.record(
        session,
        deed=deed,
        subject=f"round:{follow_up_round_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        count=count,
    )


def _nobody_reminded(turn: Turn) -> str:
    return turn.words.say("The follow-up is not open. Nobody was reminded.")


def _unknown_round(turn: Turn) -> str:
    return turn.words.say("That follow-up is not here any longer. Write “overview” to see the present one.")
