"""The strategist's talk about the ledger: what became of the reminders, and sending again."""

from cards import again as again_card
from cards import deliveries as ledger_card
from cards import payloads
from cards import sending as sending_card
from cards.card import Card
from cards.deliveries import PEOPLE_ON_A_PAGE, Ledger
from cards.paging import Page, place_of
from dialogs import sendings, standings
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from domain import reminders
from domain.again import Again, again
from domain.people import Person, PersonId
from domain.rounds import FollowUpRound
from domain.tellings import Tellings, tellings
from storage import inquiries, ledger, letter_links, letters, worklists
from storage import people as people_store
from storage import rounds as round_store
from storage import sendings as sending_store
from storage.database import TenantSession


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The ledger of a round, a page of people at a time."""
    about = payloads.unit_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None:
            return Refuse(standings.unknown(turn))
        return Replace(await _card(session, turn, follow_up_round, about.page))


async def ask_again(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Show exactly who would get the reminder again, before anything is sent."""
    about = payloads.unit_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None or not follow_up_round.is_open:
            return Refuse(standings.not_open(turn))
        found = await _missed(session, turn, follow_up_round)
    when = sending_card.beforehand(sendings.postponed(turn), turn.desk.undo, turn.words)
    return Replace(
        again_card.ask_again(
            found, about.follow_up_round_id, turn.words, key=turn.new_key(), when=when, page=about.page
        )
    )


async def send_again(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Remind those who were not reached. The same press twice reminds once and gets the same receipt."""
    about = payloads.unit_of(submitted.data)
    key = reminders.again_key(turn.person.person_id, about.key)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None or not follow_up_round.is_open:
            return Refuse(standings.not_open(turn))
        found = await _missed(session, turn, follow_up_round)
        receipt = await sendings.set_going(
            session,
            turn,
            follow_up_round,
            key=key,
            people=frozenset(each.person.person_id for each in found.people),
            deed="reminder.sent_again",
            unreachable=[each.person.name for each in found.left_out],
        )
    turn.desk.wake()
    return Replace(receipt)


async def _card(session: TenantSession, turn: Turn, follow_up_round: FollowUpRound, number: int) -> Card:
    places = await ledger.places(session, follow_up_round)
    number, pages = place_of(places.total(), number, PEOPLE_ON_A_PAGE)
    entries = await ledger.page(
        session, follow_up_round, skip=number * PEOPLE_ON_A_PAGE, most=PEOPLE_ON_A_PAGE
    )
    people = await people_store.everybody(session)
    is_first = number == 0
    round_id = follow_up_round.follow_up_round_id
    sent = await letters.latest(session, round_id, [each.person_id for each in entries])
    view = Ledger(
        follow_up_round=follow_up_round,
        places=places,
        page=Page(items=tuple(entries), number=number, pages=pages),
        contacts=await standings.reached(session, turn, people),
        summaries=await ledger.summaries(session, follow_up_round) if is_first else (),
        under_way=await sending_store.under_way(session, round_id) if is_first else (),
        managers=await _managers(session, turn, follow_up_round, people) if is_first else Tellings(),
        names=await people_store.names(session),
        asked=await inquiries.steps(session, sent.values()),
        links=await letter_links.holders(session, round_id, [each.person_id for each in entries]),
        letters={person_id: each.mailed for person_id, each in sent.items()},
    )
    return ledger_card.deliveries(view, turn.words, key=turn.new_key(), at=turn.at)


async def _managers(
    session: TenantSession, turn: Turn, follow_up_round: FollowUpRound, people: dict[PersonId, Person]
) -> Tellings:
    return tellings(
        follow_up_round,
        await ledger.escalations(session, follow_up_round),
        await worklists.left(session, follow_up_round),
        people,
        turn.desk.calendar,
    )


async def _missed(session: TenantSession, turn: Turn, follow_up_round: FollowUpRound) -> Again:
    view = await standings.of_round(session, turn, follow_up_round)
    return again(view.waiting_for, await ledger.not_reached(session, follow_up_round))
