"""A strategist withdraws the link in somebody's letter: it was passed on, or went to the wrong mailbox."""

from cards import letter_link as card
from cards import payloads
from dialogs import standings
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from storage import audit, letter_links
from storage import people as people_store
from storage import rounds as round_store


async def ask(turn: Turn, submitted: CardSubmitted) -> Reply:
    """What withdrawing means, before it is done."""
    about = payloads.worklist_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        owner = (await people_store.some(session, [about.owner_id])).get(about.owner_id)
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
    if owner is None or follow_up_round is None:
        return Refuse(standings.unknown(turn))
    return Replace(card.ask_withdraw(about, owner.name, turn.words))


async def withdraw(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Withdraw every link to the list at once; pressing twice withdraws once."""
    about = payloads.worklist_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        owner = (await people_store.some(session, [about.owner_id])).get(about.owner_id)
        if owner is None or await round_store.find(session, about.follow_up_round_id) is None:
            return Refuse(standings.unknown(turn))
        number = await letter_links.withdraw(session, about.follow_up_round_id, about.owner_id, turn.at)
        if number:
            await audit.record(
                session,
                deed="letter.withdrawn",
                subject=f"person:{about.owner_id}",
                at=turn.at,
                actor_id=turn.person.person_id,
                round=about.follow_up_round_id,
                count=number,
            )
    return Replace(card.withdrawn(about, owner.name, turn.words, number=number))
