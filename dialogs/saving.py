"""Saving an answer once, with all that follows: the audit trail, reminders taken back, cards redrawn."""

from dataclasses import replace

from dialogs.desk import Turn
from dialogs.places import Place, submission_key
from domain.answers import Answer, AnswerId, Statement
from storage import answers as answer_store
from storage import audit, outbox, worklists
from storage import reminders as reminder_store
from storage.database import TenantSession


async def save(
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
        submission_key=submission_key(turn, place),
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
