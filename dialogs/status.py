"""Answering: the form, the answer, "unchanged", and the truth when it is too late or somebody was first."""

from dataclasses import dataclass, replace

from cards import answer_form as form_card
from cards import payloads, rounds
from cards.payloads import AboutItem
from dialogs import worklist
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from domain.answer_form import FIELD_NAMES, Faults, FormFields, begun_from, check, prefilled
from domain.answers import Statement, may_repeat
from domain.people import Person
from domain.permissions import may_answer
from domain.rounds import FollowUpRound, RoundState
from domain.worklist import WorkItem
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
    follow_up_round: FollowUpRound
    item: WorkItem
    owner: Person

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
            return await _list(session, turn, place, _why_not_open(turn, place))
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await outbox.cancel_card_update(session, turn.person.person_id, submitted.message_id)
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
            return await _list(session, turn, place, refusal)
        await _save(session, turn, place, previous.statement, submitted.message_id, unchanged=True)
        reply = await _list(session, turn, place, "")
    turn.desk.wake()
    return reply


async def save_answer(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Save the form; a fault, a closed round or somebody else's answer gives it back with what was typed."""
    about = payloads.item_of(submitted.data)
    form = FormFields(**{name: payloads.text_of(submitted.data, name) for name in FIELD_NAMES})
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await answer_store.hold(session, about.worklist.follow_up_round_id, about.plan_activity_id)
        place = await _find(session, turn, about)
        if place is None:
            return Refuse(worklist.not_yours(turn))
        if await _is_repeated(session, turn, place) and not _is_edited(turn, place, form):
            return await _list(session, turn, place, "")
        if notice := _why_not_save(turn, place):
            return _form(turn, _based_on_now(place), form, notice=notice)
        statement = check(form)
        if not isinstance(statement, Statement):
            return _form(turn, place, form, faults=statement)
        await _save(session, turn, place, statement, submitted.message_id, unchanged=False)
        reply = await _list(session, turn, place, "")
    turn.desk.wake()
    return reply


async def _find(session: TenantSession, turn: Turn, about: AboutItem) -> Place | None:
    follow_up_round = await round_store.find(session, about.worklist.follow_up_round_id)
    if follow_up_round is None:
        return None
    item = await worklists.item(session, follow_up_round, about.plan_activity_id)
    people = await people_store.everybody(session)
    if item is None or not may_answer(turn.person, item.plan_activity, turn.today, people):
        return None
    owner = await worklist.visible_owner(session, turn, about.worklist.owner_id) or turn.person
    return Place(about=about, follow_up_round=follow_up_round, item=item, owner=owner)


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
) -> None:
    saved = await answer_store.save(
        session,
        follow_up_round_id=place.follow_up_round.follow_up_round_id,
        plan_activity_id=place.item.plan_activity.plan_activity_id,
        statement=statement,
        answered_by=turn.person.person_id,
        at=turn.at,
        submission_key=_submission_key(turn, place),
        unchanged=unchanged,
    )
    if saved:
        await audit.record(
            session,
            deed="answer.saved",
            subject=f"plan_activity:{place.item.plan_activity.plan_activity_id}",
            at=turn.at,
            actor_id=turn.person.person_id,
            progress=statement.progress,
            unchanged=unchanged,
        )
        await _follow_through(session, turn, place, message_id)


async def _follow_through(session: TenantSession, turn: Turn, place: Place, message_id: str) -> None:
    """Take back reminders that are no longer needed, and have every card that shows the item redrawn."""
    follow_up_round_id = place.follow_up_round.follow_up_round_id
    responsible = {place.item.plan_activity.owner_id, *place.item.plan_activity.co_owner_ids}
    await outbox.hold(session, follow_up_round_id, {*responsible, place.owner.person_id})
    outstanding = await worklists.outstanding(session, place.follow_up_round, responsible)
    done = [person_id for person_id in responsible if person_id not in outstanding]
    await reminder_store.drop(session, follow_up_round_id, done, turn.at)
    shown = {
        (sent.recipient_id, sent.message_id): sent.person_id
        for sent in await reminder_store.latest_sent(session, follow_up_round_id, responsible)
    }
    if message_id:
        shown[turn.person.person_id, message_id] = place.owner.person_id
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


async def _list(session: TenantSession, turn: Turn, place: Place, notice: str) -> Replace:
    page = place.about.worklist.page
    return Replace(
        await worklist.card(session, turn, place.follow_up_round, place.owner, page=page, notice=notice)
    )


def _submission_key(turn: Turn, place: Place) -> str:
    # The key comes from the client; with the person in it nobody can take another's.
    return f"{turn.person.person_id}:{place.about.key}:{place.item.plan_activity.plan_activity_id}"


def _number(place: Place) -> str:
    return place.item.plan_activity.number
