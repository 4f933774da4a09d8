"""“Earlier answers”: who said what about an activity, and when."""

from cards import history as history_card
from cards import payloads
from dialogs import worklist
from dialogs.desk import Turn
from dialogs.places import find
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from domain.history import history
from storage import history as history_store


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The answers to one plan activity over the years, for whoever may answer for it."""
    about = payloads.item_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        place = await find(session, turn, about, on_behalf=True)
        if place is None:
            return Refuse(worklist.not_yours(turn))
        said = await history_store.of_item(session, about.plan_activity_id)
    card = history_card.history(
        place.item, history(said), turn.words, about=about, may_answer=place.follow_up_round.is_open
    )
    return Replace(card)
