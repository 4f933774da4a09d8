"""“Unchanged”: the same answer as last time, in one tap for one activity and in two for all the rest."""

from cards import payloads, repetition
from cards.payloads import AboutItem
from cards.repetition import AboutRest
from cards.worklist import repeatable
from cards.worklist_row import numbered_title
from dialogs import others, worklist
from dialogs.desk import Turn
from dialogs.places import Place, held, is_repeated, submission_key, to_the_list, why_not_open
from dialogs.saving import add, follow_through, save
from dialogs.turn import CardSubmitted, Replace, Reply
from domain.answers import may_repeat, repeated
from domain.plan import PlanActivityId
from domain.worklist import WorkItem, Worklist
from storage import answers as answer_store
from storage.database import TenantSession


async def repeat_answer(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Save the same answer as last time, marked as unchanged."""
    about = payloads.item_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        place = await held(session, turn, about)
        if place is None:
            return worklist.not_yours(turn)
        saved, refusal = await repeat(session, turn, place, submitted.message_id)
        if refusal:
            return to_the_list(turn, place, refusal)
        offered = await others.offered(session, saved)
    turn.desk.wake()
    return to_the_list(turn, saved, others=offered)


async def repeat(session: TenantSession, turn: Turn, place: Place, message_id: str = "") -> tuple[Place, str]:
    """Save what was said last time for a place that is held; the place as it is then, or why it was not."""
    refusal = _why_not_repeat(turn, place)
    previous = place.item.previous
    if refusal and not await is_repeated(session, turn, place):
        return place, refusal
    if previous is None:
        return place, refusal
    saved = await save(session, turn, place, repeated(previous.statement), message_id, unchanged=True)
    return saved, ""


async def ask_repeat_rest(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Show exactly what "unchanged for the rest" would save."""
    about = payloads.worklist_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        view = await worklist.found(session, turn, about)
    if view is None:
        return worklist.not_yours(turn)
    rest = repeatable(view, turn.today)
    if not (view.follow_up_round.is_open and rest):
        none = turn.words.say("Nothing that is left can be answered with unchanged.")
        notice = none if view.follow_up_round.is_open else why_not_open(turn, view)
        return Replace(worklist.card(turn, view, page=about.page, notice=notice))
    return Replace(repetition.ask(view, rest, about, turn.words, key=turn.new_key(), today=turn.today))


async def repeat_rest(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Save what the card showed, all at once; what cannot be saved any longer is said."""
    about = repetition.rest_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        # Everybody who holds several takes them in the order of their ids.
        for plan_activity_id in sorted(about.plan_activity_ids):
            await answer_store.hold(session, about.worklist.follow_up_round_id, plan_activity_id)
        view = await worklist.found(session, turn, about.worklist)
        if view is None:
            return worklist.not_yours(turn)
        if not view.follow_up_round.is_open:
            notice = why_not_open(turn, view)
            return Replace(worklist.card(turn, view, notice=notice))
        saved, notice = await _repeat(session, turn, view, about)
        if saved:
            await follow_through(session, turn.author, saved, submitted.message_id)
    turn.desk.wake()
    view = saved[-1].view if saved else view
    many = len(saved)
    receipt = turn.words.count(
        "✔ {n} answer is saved as unchanged.", "✔ {n} answers are saved as unchanged.", many
    )
    return Replace(worklist.card(turn, view, notice=notice, receipt=receipt if many else ""))


async def _repeat(
    session: TenantSession, turn: Turn, view: Worklist, about: AboutRest
) -> tuple[list[Place], str]:
    """What was saved, and a sentence for each that was not."""
    saved: list[Place] = []
    wanted = [each for each in view.numbered if _id(each[1]) in about.plan_activity_ids]
    refusals = [_gone(turn, len(about.plan_activity_ids) - len(wanted))]
    for number, item in wanted:
        place = Place(about=_about(about, item), view=saved[-1].view if saved else view, item=item)
        title = numbered_title(number, item)
        if item.is_answered:
            if not await is_repeated(session, turn, place):
                refusals.append(_answered(turn, item, title))
        elif item.previous is None or not may_repeat(item.previous, turn.today):
            refusals.append(
                turn.words.say("{title} was not saved, because it needs an answer of its own.", title=title)
            )
        else:
            statement = repeated(item.previous.statement)
            key = submission_key(turn, place)
            saved.append(await add(session, turn.author, place, statement, key, unchanged=True))
    return saved, " ".join(filter(None, refusals))


def _about(about: AboutRest, item: WorkItem) -> AboutItem:
    return AboutItem(worklist=about.worklist, plan_activity_id=_id(item), key=about.key)


def _id(item: WorkItem) -> PlanActivityId:
    return item.plan_activity.plan_activity_id


def _answered(turn: Turn, item: WorkItem, title: str) -> str:
    return turn.words.say(
        "{title} already had an answer from {name} and was not changed.",
        title=title,
        name=item.answered_by_name,
    )


def _gone(turn: Turn, many: int) -> str:
    if not many:
        return ""
    return turn.words.count(
        "{n} activity is no longer on the list and was not saved.",
        "{n} activities are no longer on the list and were not saved.",
        many,
    )


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
