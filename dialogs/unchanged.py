"""“Unchanged”: the same answer as last time, in one tap."""

from cards import payloads
from dialogs import worklist
from dialogs.desk import Turn
from dialogs.places import Place, find, is_repeated, to_the_list, why_not_open
from dialogs.saving import save
from dialogs.turn import CardSubmitted, Refuse, Reply
from domain.answers import may_repeat, repeated
from storage import answers as answer_store


async def repeat_answer(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Save the same answer as last time, marked as unchanged."""
    about = payloads.item_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await answer_store.hold(session, about.worklist.follow_up_round_id, about.plan_activity_id)
        place = await find(session, turn, about)
        if place is None:
            return Refuse(worklist.not_yours(turn))
        refusal = _why_not_repeat(turn, place)
        previous = place.item.previous
        if previous is None or (refusal and not await is_repeated(session, turn, place)):
            return to_the_list(turn, place, refusal)
        saved = await save(
            session, turn, place, repeated(previous.statement), submitted.message_id, unchanged=True
        )
    turn.desk.wake()
    return to_the_list(turn, saved, "")


async def ask_repeat_rest(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Show exactly what "unchanged for the rest" would save."""
    return await worklist.show(turn, submitted)


async def repeat_rest(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Save all that can be repeated and has no answer yet."""
    return await worklist.show(turn, submitted)


def _why_not_repeat(turn: Turn, place: Place) -> str:
    say = turn.words.say
    if not place.follow_up_round.is_open:
        return why_not_open(turn, place)
    if not may_repeat(place.item.previous, turn.today):
        return say("There is nothing to repeat for {number}. Choose Update.", number=_number(place))
    if place.is_stale:
        return say("{number} already has an answer. Nothing was changed.", number=_number(place))
    return ""


def _number(place: Place) -> str:
    return place.item.plan_activity.number
