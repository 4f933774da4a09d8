"""“Earlier answers”: who said and asked what about an activity, and when."""

from cards import history as history_card
from cards import payloads
from dialogs import worklist
from dialogs.desk import Turn
from dialogs.places import find
from dialogs.turn import CardSubmitted, Replace, Reply
from domain.history import history, with_questions
from storage import history as history_store
from storage import questions as question_store


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The answers to one plan activity over the years, for whoever may answer for it."""
    about = payloads.item_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        place = await find(session, turn, about, on_behalf=True)
        if place is None:
            return worklist.not_yours(turn)
        said = await history_store.of_item(session, about.plan_activity_id)
        asked = await question_store.of_history(session, about.plan_activity_id)
    past = with_questions(history(said), asked)
    card = history_card.history(
        place.item, past, turn.words, about=about, may_answer=place.follow_up_round.is_open
    )
    return Replace(card)
