"""Talk about what has been set going: how far it has come, undoing it, and stopping the rest of it."""

from collections.abc import Sequence
from datetime import datetime

from cards import payloads
from cards import sending as sending_card
from cards.card import Card
from cards.sending import Sight
from dialogs import standings
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from domain import reminders
from domain.people import PersonId
from domain.reminders import ReminderKind
from domain.rounds import FollowUpRound
from domain.sendings import Sending
from storage import people as people_store
from storage import reminders as reminder_store
from storage import rounds as round_store
from storage import sendings
from storage.database import TenantSession


async def set_going(
    session: TenantSession,
    turn: Turn,
    follow_up_round: FollowUpRound,
    *,
    key: str,
    people: frozenset[PersonId],
    deed: str,
    unreachable: Sequence[str] = (),
    sentence: str = "",
    notice: str = "",
) -> Card:
    """Remind these people, once for each key; what has been asked for before is only told about.

    `sentence` stands in their cards, and `notice` is what whoever asked is to know besides.
    """
    round_id = follow_up_round.follow_up_round_id
    sending = await sendings.find(session, round_id, key)
    if sending is None and people:
        decided = reminders.nudges(people, key, turn.at, turn.desk.calendar, turn.desk.undo)
        added = await reminder_store.put(
            session, round_id, decided, turn.at, turn.person.person_id, sentence=sentence
        )
        if added:
            await standings.record(session, turn, deed, round_id, added)
        sending = await sendings.find(session, round_id, key)
    nothing = Sending(follow_up_round_id=round_id, key=key, kind=ReminderKind.NUDGE, decided_at=turn.at)
    return await receipt(
        session, turn, sending or nothing, follow_up_round, unreachable=unreachable, notice=notice
    )


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The receipt again, as things stand now."""
    about = payloads.sending_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        found = await _find(session, about)
        return Replace(await receipt(session, turn, *found)) if found else Refuse(_unknown(turn))


async def stop(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Undo, or stop the rest. Whoever presses, and however often, is told what really happened."""
    about = payloads.sending_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        found = await _find(session, about)
        if found is None:
            return Refuse(_unknown(turn))
        sending, follow_up_round = found
        is_unfinished = bool(sending.waiting or sending.on_the_way)
        is_late = not is_unfinished and sending.withdrawal is None
        if is_unfinished:
            await sendings.stop(session, about.follow_up_round_id, about.key, turn.at, turn.person.person_id)
            sending = await sendings.find(session, about.follow_up_round_id, about.key) or sending
        notice = _too_late(turn) if is_late else ""
        return Replace(await receipt(session, turn, sending, follow_up_round, notice=notice))


async def ask_cancel(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Show how many would be stopped before anything is."""
    about = payloads.sending_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        found = await _find(session, about)
        if found is None:
            return Refuse(_unknown(turn))
        sending, follow_up_round = found
        if not sending.waiting:
            return Replace(await receipt(session, turn, sending, follow_up_round, notice=_too_late(turn)))
        sight = await _sight(session, turn, follow_up_round)
    return Replace(sending_card.ask_cancel(sending, turn.words, sight))


async def receipt(
    session: TenantSession,
    turn: Turn,
    sending: Sending,
    follow_up_round: FollowUpRound,
    *,
    unreachable: Sequence[str] = (),
    notice: str = "",
) -> Card:
    """How the sending stands now, for whoever asks."""
    return sending_card.receipt(
        sending,
        follow_up_round,
        turn.words,
        await _sight(session, turn, follow_up_round),
        unreachable=unreachable,
        notice=notice,
    )


def postponed(turn: Turn) -> datetime | None:
    """When what is asked for now is sent, if it has to wait for working hours."""
    undone_by = turn.at + turn.desk.undo
    opening = turn.desk.calendar.next_open(undone_by)
    return opening if opening > undone_by else None


def next_reminder(follow_up_round: FollowUpRound, turn: Turn) -> datetime | None:
    """When people are next written to by themselves."""
    calendar = turn.desk.calendar
    instants = (step.instant(follow_up_round.deadline, calendar) for step in follow_up_round.steps)
    return min((instant for instant in instants if instant > turn.at), default=None)


async def _find(session: TenantSession, about: payloads.AboutSending) -> tuple[Sending, FollowUpRound] | None:
    follow_up_round = await round_store.find(session, about.follow_up_round_id)
    sending = await sendings.find(session, about.follow_up_round_id, about.key)
    return (sending, follow_up_round) if sending and follow_up_round else None


async def _sight(session: TenantSession, turn: Turn, follow_up_round: FollowUpRound) -> Sight:
    return Sight(
        at=turn.at,
        reader=turn.person.person_id,
        names=await people_store.names(session),
        next_reminder=next_reminder(follow_up_round, turn),
    )


def _too_late(turn: Turn) -> str:
    return turn.words.say("There was nothing left to stop.")


def _unknown(turn: Turn) -> str:
    return turn.words.say(
        "Those reminders are not here any longer. Write “overview” to see how things stand."
    )
