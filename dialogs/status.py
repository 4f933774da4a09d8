"""Answering: the form, the answer, "unchanged", and the truth when it is too late or somebody was first."""

from dataclasses import dataclass, replace

from cards import answer_form as form_card
from cards import payloads, rounds
from cards.payloads import AboutItem
from dialogs import worklist
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from domain.answer_form import FIELD_NAMES, Faults, FormFields, begun_from, check, prefilled
from domain.answers import Answer, AnswerId, Statement, may_repeat
from domain.deliveries import Fate
from domain.people import PersonId
from domain.permissions import may_answer
from domain.plan import PlanActivity
from domain.rounds import FollowUpRound, RoundState
from domain.worklist import WorkItem, Worklist
from storage import answers as answer_store
from storage import audit, outbox, worklists
from storage import people as people_store
from storage import reminders as reminder_store
from storage import rounds as round_store
from storage.database import TenantSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a button was about, found and allowed."""

    about: AboutItem
    view: Worklist
    item: WorkItem

    @property
    def follow_up_round(self) -> FollowUpRound:
        """The round that the list belongs to."""
        return self.view.follow_up_round

    @property
    def responsible(self) -> set[PersonId]:
        """Everybody who owns or co-owns the item."""
        return {self.item.plan_activity.owner_id, *self.item.plan_activity.co_owner_ids}

    @property
    def is_stale(self) -> bool:
        """Whether the item has another answer than the card showed."""
        return (self.item.answer.answer_id if self.item.answer else 0) != self.about.based_on


async def open_form(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The form, prefilled with this round's answer or else the last one."""
    about = payloads.item_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        place = await _find(session, turn, about)
        if place is None:
            return Refuse(worklist.not_yours(turn))
        if not place.follow_up_round.is_open:
            return _list(turn, place, _why_not_open(turn, place))
        mine = turn.person.person_id, submitted.message_id
        is_waiting = await outbox.has_card_update(session, *mine, Fate.WAITING)
    if is_waiting:
        async with turn.desk.database.writing(turn.contact.tenant_id) as session:
            await outbox.cancel_card_update(session, *mine)
    # The form shows the answer as it is now, so it is no conflict that the card was older.
    answer = place.item.answer
    form = prefilled(answer) if answer else begun_from(place.item.previous)
    return _form(turn, _based_on_now(place), form)


async def repeat_answer(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Save the same answer as last time, marked as unchanged."""
    about = payloads.item_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await answer_store.hold(session, about.worklist.follow_up_round_id, about.plan_activity_id)
        place = await _find(session, turn, about)
        if place is None:
            return Refuse(worklist.not_yours(turn))
        refusal = _why_not_repeat(turn, place)
        previous = place.item.previous
        if previous is None or (refusal and not await _is_repeated(session, turn, place)):
            return _list(turn, place, refusal)
        saved = await _save(session, turn, place, previous.statement, submitted.message_id, unchanged=True)
    turn.desk.wake()
    return _list(turn, saved, "")


async def save_answer(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Save the form; a fault, a closed round or somebody else's answer gives it back with what was typed."""
    about = payloads.item_of(submitted.data)
    form = FormFields(**{name: payloads.text_of(submitted.data, name) for name in FIELD_NAMES})
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await answer_store.hold(session, about.worklist.follow_up_round_id, about.plan_activity_id)
        place = await _find(session, turn, about)
        if place is None:
            return Refuse(worklist.not_yours(turn))
        if notice := _why_not_save(turn, place):
            if await _is_repeated(session, turn, place) and not _is_edited(turn, place, form):
                return _list(turn, place, "")
            return _form(turn, _based_on_now(place), form, notice=notice)
        statement = check(form)
        if not isinstance(statement, Statement):
            return _form(turn, place, form, faults=statement)
        saved = await _save(session, turn, place, statement, submitted.message_id, unchanged=False)
    turn.desk.wake()
    return _list(turn, saved, "")


async def _find(session: TenantSession, turn: Turn, about: AboutItem) -> Place | None:
    follow_up_round = await round_store.find(session, about.worklist.follow_up_round_id)
    if follow_up_round is None:
        return None
    owner = await worklist.visible_owner(session, turn, about.worklist.owner_id) or turn.person
    view = await worklists.of_owner(session, follow_up_round, owner)
    listed = (each for each in view.items if each.plan_activity.plan_activity_id == about.plan_activity_id)
    # What has been given to somebody else since the card was drawn is on no list of the owner's any longer.
    item = next(listed, None) or await worklists.item(session, follow_up_round, about.plan_activity_id)
    if item is None or not await _may_answer(session, turn, item.plan_activity):
        return None
    return Place(about=about, view=view, item=item)


async def _may_answer(session: TenantSession, turn: Turn, plan_activity: PlanActivity) -> bool:
    if plan_activity.is_owned_by(turn.person.person_id):
        return True
    involved = await people_store.some(session, {plan_activity.owner_id, *plan_activity.co_owner_ids})
    return may_answer(turn.person, plan_activity, turn.today, involved)


def _why_not_repeat(turn: Turn, place: Place) -> str:
    say = turn.words.say
    if not place.follow_up_round.is_open:
        return _why_not_open(turn, place)
    if not may_repeat(place.item.previous):
        return say("There is nothing to repeat for {number}. Choose Update.", number=_number(place))
    if place.is_stale:
        return say("{number} already has an answer. Nothing was changed.", number=_number(place))
    return ""


def _why_not_open(turn: Turn, place: Place) -> str:
    if place.follow_up_round.state is RoundState.PLANNED:
        return turn.words.say("The follow-up has not opened yet. Nothing was saved.")
    closed = turn.words.moment(place.follow_up_round.closes_at)
    return turn.words.say("The follow-up closed {when}. Nothing was saved.", when=closed)


def _why_not_save(turn: Turn, place: Place) -> str:
    say = turn.words.say
    if not place.follow_up_round.is_open:
        return say(
            "The follow-up closed {when}. Your answer was not saved. Copy your text if you need it, "
            "and contact the environment office.",
            when=turn.words.moment(place.follow_up_round.closes_at),
        )
    if place.is_stale and place.item.answer:
        return say(
            "{name} answered {when}, while you were writing. Your answer is not saved yet. "
            "Save again if yours is to count.",
            name=place.item.answered_by_name,
            when=turn.words.moment(place.item.answer.answered_at),
        )
    return ""


async def _is_repeated(session: TenantSession, turn: Turn, place: Place) -> bool:
    return await answer_store.has_submission(session, _submission_key(turn, place))


def _is_edited(turn: Turn, place: Place, form: FormFields) -> bool:
    """Whether the same form was sent again with other words in it: no double click, and not to be lost."""
    answer = place.item.answer
    is_own = answer is not None and answer.answered_by == turn.person.person_id
    return is_own and answer is not None and answer.statement != check(form)


async def _save(
    session: TenantSession,
    turn: Turn,
    place: Place,
    statement: Statement,
    message_id: str,
    *,
    unchanged: bool,
) -> Place:
    """Save the answer once, with all that follows from it; returns the place as it is then."""
    answer_id = await answer_store.save(
        session,
        follow_up_round_id=place.follow_up_round.follow_up_round_id,
        plan_activity_id=place.about.plan_activity_id,
        statement=statement,
        answered_by=turn.person.person_id,
        at=turn.at,
        submission_key=_submission_key(turn, place),
        unchanged=unchanged,
    )
    if answer_id is None:
        return place
    await audit.record(
        session,
        deed="answer.saved",
        subject=f"plan_activity:{place.about.plan_activity_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        progress=statement.progress,
        unchanged=unchanged,
    )
    await _follow_through(session, turn, place, message_id)
    return _answered(turn, place, answer_id, statement, unchanged=unchanged)


def _answered(
    turn: Turn, place: Place, answer_id: AnswerId, statement: Statement, *, unchanged: bool
) -> Place:
    """The place with the answer that has just been saved, as reading it all anew would show it."""
    answer = Answer(
        answer_id=answer_id,
        follow_up_round_id=place.follow_up_round.follow_up_round_id,
        plan_activity_id=place.about.plan_activity_id,
        statement=statement,
        answered_by=turn.person.person_id,
        answered_at=turn.at,
        unchanged=unchanged,
    )
    item = replace(place.item, answer=answer, answered_by_name=turn.person.name)
    items = tuple(item if each is place.item else each for each in place.view.items)
    return replace(place, item=item, view=replace(place.view, items=items))


async def _follow_through(session: TenantSession, turn: Turn, place: Place, message_id: str) -> None:
    """Take back reminders that are no longer needed, and have every card that shows the item redrawn."""
    follow_up_round_id, owner_id = place.follow_up_round.follow_up_round_id, place.view.owner.person_id
    await outbox.hold(session, follow_up_round_id, {*place.responsible, owner_id})
    outstanding = await worklists.outstanding(session, place.follow_up_round, place.responsible)
    done = [person_id for person_id in place.responsible if person_id not in outstanding]
    if done:
        await reminder_store.drop(session, follow_up_round_id, done, turn.at)
    shown = {
        (sent.recipient_id, sent.message_id): sent.person_id
        for sent in await reminder_store.latest_sent(session, follow_up_round_id, place.responsible)
    }
    if message_id:
        shown[turn.person.person_id, message_id] = owner_id
    for (recipient_id, shown_in), person_id in shown.items():
        await outbox.put_card_update(
            session,
            follow_up_round_id=follow_up_round_id,
            person_id=person_id,
            recipient_id=recipient_id,
            message_id=shown_in,
            at=turn.at,
            page=place.about.worklist.page if shown_in == message_id else 0,
        )


def _based_on_now(place: Place) -> Place:
    answer_id = place.item.answer.answer_id if place.item.answer else 0
    return replace(place, about=replace(place.about, based_on=answer_id))


def _form(
    turn: Turn, place: Place, form: FormFields, *, faults: Faults | None = None, notice: str = ""
) -> Replace:
    title = rounds.title(place.follow_up_round, turn.words)
    return Replace(
        form_card.answer_form(
            place.item,
            form_card.heading_of(place.item, turn.words, title),
            form,
            turn.words,
            payload=replace(place.about, key=turn.new_key()),
            faults=faults,
            notice=notice,
            can_save=place.follow_up_round.is_open,
        )
    )


def _list(turn: Turn, place: Place, notice: str) -> Replace:
    return Replace(worklist.card(turn, place.view, page=place.about.worklist.page, notice=notice))


def _submission_key(turn: Turn, place: Place) -> str:
    # The key comes from the client; with the person in it nobody can take another's.
    return f"{turn.person.person_id}:{place.about.key}:{place.item.plan_activity.plan_activity_id}"


def _number(place: Place) -> str:
    return place.item.plan_activity.number
