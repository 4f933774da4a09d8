"""The strategist rehearses a round: who would get what when, and the very cards in their own chat."""

import logging

from cards import payloads
from cards.card import Card
from cards.fields import PayloadError
from cards.rehearsal import days, samples
from cards.rehearsal.about import day_of, sample_of
from cards.rehearsal.example import example
from dialogs import standings, worklist
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply, Show
from domain.rehearsal import CardSort, Rehearsal
from domain.rounds import FollowUpRound, FollowUpRoundId, in_mind
from scheduler.drawing import Artist
from scheduler.messenger import DeliveryError
from scheduler.rehearsal import Props, drawn, props_of, rehearse
from storage import rehearsals
from storage import rounds as round_store
from storage.database import TenantSession

log = logging.getLogger(__name__)


async def asked(turn: Turn) -> Reply:
    """`torrkörning`: of the round that people mean today."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = in_mind(await round_store.every(session), turn.at)
        if follow_up_round is None:
            return Show(worklist.no_round(turn))
        _, view = await _rehearsed(session, turn, follow_up_round)
    return Show(_card(turn, view, page=0))


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The same from the overview, or another day of it."""
    about = payloads.unit_of(submitted.data)
    found = await _found(turn, about.follow_up_round_id)
    if found is None:
        return Refuse(standings.unknown(turn))
    return Replace(_card(turn, found[1], page=about.page))


async def show_names(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Who would get something on one day."""
    about = day_of(submitted.data)
    found = await _found(turn, about.follow_up_round_id)
    if found is None:
        return Refuse(standings.unknown(turn))
    return Replace(days.names(found[1], turn.words, turn.desk.calendar, about))


async def show_card(turn: Turn, submitted: CardSubmitted) -> Reply:
    """One sort of card as it would look, in the rehearsal itself; nothing is sent."""
    about = sample_of(submitted.data)
    found = await _found(turn, about.follow_up_round_id)
    if found is None:
        return Refuse(standings.unknown(turn))
    props, view = found
    message = view.first_of_each().get(about.sort)
    original = drawn(props, message, Artist(calendar=turn.desk.calendar)) if message else None
    if message is None or original is None:
        return Refuse(turn.words.say("No such card goes out any longer. Write “rehearsal” to see what does."))
    sorts = list(view.first_of_each())
    return Replace(example(original.card, message, view, turn.words, about=about, sorts=sorts))


async def send(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Send whoever asks one card of each sort, marked. The same press twice sends them once."""
    about = payloads.unit_of(submitted.data)
    if not about.key:
        raise PayloadError
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None:
            return Refuse(standings.unknown(turn))
        is_new = await rehearsals.note_sent(
            session, about.follow_up_round_id, turn.person.person_id, about.key, turn.at
        )
        props, view = await _rehearsed(session, turn, follow_up_round)
    cards = _samples(turn, props, view)
    sent = await _sent(turn, cards) if is_new else len(cards)
    return Replace(
        samples.receipt(list(cards)[:sent], about.follow_up_round_id, turn.words, missing=len(cards) - sent)
    )


async def pressed(turn: Turn, submitted: CardSubmitted) -> Reply:
    """A button in a sample does nothing."""
    del submitted
    return Refuse(turn.words.say("This card is a rehearsal: its buttons do nothing, and nothing was saved."))


async def _found(turn: Turn, follow_up_round_id: FollowUpRoundId) -> tuple[Props, Rehearsal] | None:
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, follow_up_round_id)
        return await _rehearsed(session, turn, follow_up_round) if follow_up_round else None


async def _rehearsed(
    session: TenantSession, turn: Turn, follow_up_round: FollowUpRound
) -> tuple[Props, Rehearsal]:
    props = await props_of(session, follow_up_round)
    return props, rehearse(props, turn.at, turn.desk.calendar)


def _card(turn: Turn, view: Rehearsal, *, page: int) -> Card:
    return days.rehearsal(view, turn.words, turn.desk.calendar, key=turn.new_key(), page=page)


def _samples(turn: Turn, props: Props, view: Rehearsal) -> dict[CardSort, Card]:
    artist, found = Artist(calendar=turn.desk.calendar), {}
    for sort, message in view.first_of_each().items():
        original = drawn(props, message, artist)
        if original is not None:
            found[sort] = samples.marked(original.card, sort, turn.words)
    return found


async def _sent(turn: Turn, cards: dict[CardSort, Card]) -> int:
    """How many of them arrived, in order; the first that does not ends it."""
    for number, card in enumerate(cards.values()):
        try:
            await turn.desk.messenger.send(turn.contact, card)
        except DeliveryError as error:
            log.warning("A rehearsed card could not be sent: %s", error)
            return number
    return len(cards)
