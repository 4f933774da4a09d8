"""Saving answers once, with all that follows: the audit trail, reminders taken back, cards redrawn."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dialogs import on_behalf
from dialogs.desk import Author, Turn
from dialogs.places import Place, submission_key
from domain.answers import Answer, AnswerId, Statement
from storage import answers as answer_store
from storage import audit, drafts, living, outbox, worklists
from storage import reminders as reminder_store
from storage.database import TenantSession

# Whoever presses has the new card in the response; the message is redrawn for their other devices. Pressing
# on puts that off again, so that it neither comes between two presses nor covers a form that is just opened.
AFTER_A_PRESS = timedelta(seconds=10)


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
    key = submission_key(turn, place)
    saved = await add(session, turn.author, place, statement, key, unchanged=unchanged)
    if saved is not place:
        # What a strategist has pressed is no list of theirs to be kept up to date.
        await follow_through(session, turn.author, [saved], "" if place.of_another else message_id)
        await on_behalf.tell(session, turn.author, saved, turn.desk.calendar)
    return saved


async def add(
    session: TenantSession, author: Author, place: Place, statement: Statement, key: str, *, unchanged: bool
) -> Place:
    """Save one of several answers, of which `follow_through` is told when all are saved; `key` makes it one.

    Returns the place as it is then, or the very same when this submission has been saved before.
    """
    follow_up_round_id = place.follow_up_round.follow_up_round_id
    answer_id = await answer_store.save(
        session,
        follow_up_round_id=follow_up_round_id,
        plan_activity_id=place.about.plan_activity_id,
        statement=statement,
        answered_by=author.person_id,
        at=author.at,
        submission_key=key,
        unchanged=unchanged,
        answered_for=place.on_behalf_of,
        reason=place.reason,
        taps=None if author.way.source else place.about.taps_with_this,
        owner_id=place.item.plan_activity.owner_id,
        way=author.way,
    )
    if answer_id is None:
        return place
    about = follow_up_round_id, place.about.plan_activity_id
    if author.person_id is not None:
        await drafts.forget(session, author.person_id, *about)
    await _note(session, author, place, statement, unchanged=unchanged)
    return _answered(author, place, answer_id, statement, unchanged=unchanged)


async def _note(
    session: TenantSession, author: Author, place: Place, statement: Statement, *, unchanged: bool
) -> None:
    await audit.record(
        session,
        deed="answer.saved",
        subject=f"plan_activity:{place.about.plan_activity_id}",
        at=author.at,
        actor_id=author.person_id,
        progress=statement.progress,
        unchanged=unchanged,
        **({"answered_for": place.on_behalf_of} if place.on_behalf_of else {}),
        **_channel(author),
    )


def _channel(author: Author) -> dict[str, str]:
    """By which way it came, where that is not a card."""
    if author.way.source:
        return {"channel": "system", "client": author.way.source, "client_id": author.client_id}
    return {"channel": "e-mail"} if author.way.by_mail else {}


def _answered(
    author: Author, place: Place, answer_id: AnswerId, statement: Statement, *, unchanged: bool
) -> Place:
    """The place with the answer that has just been saved, as reading it all anew would show it.

    What was typed has become the answer, and is no draft any longer.
    """
    answer = Answer(
        answer_id=answer_id,
        follow_up_round_id=place.follow_up_round.follow_up_round_id,
        plan_activity_id=place.about.plan_activity_id,
        statement=statement,
        answered_by=author.person_id,
        answered_at=author.at,
        unchanged=unchanged,
        answered_for=place.on_behalf_of,
        reason=place.reason,
        by_mail=author.way.by_mail,
        source=author.way.source,
        given_at=author.way.given_at,
    )
    item = replace(
        place.item,
        answer=answer,
        answered_by_name=author.name,
        answered_for_name=place.on_behalf_of_name,
    )
    items = tuple(item if each is place.item else each for each in place.view.items)
    drafted = place.drafted - {place.about.plan_activity_id}
    return replace(place, item=item, view=replace(place.view, items=items), drafted=drafted)


async def follow_through(
    session: TenantSession, author: Author, saved: Sequence[Place], message_id: str
) -> None:
    """Take back reminders that are no longer needed, and have every card that shows the items redrawn.

    The places are all on one list, and at least one; `message_id` is the message that was pressed.
    """
    follow_up_round, owner_id = saved[0].follow_up_round, saved[0].view.owner.person_id
    follow_up_round_id = follow_up_round.follow_up_round_id
    responsible = set().union(*(place.responsible for place in saved))
    concerned = {*responsible, owner_id}
    await outbox.hold(session, follow_up_round_id, concerned)
    outstanding = await worklists.outstanding(session, follow_up_round, responsible)
    done = [person_id for person_id in responsible if person_id not in outstanding]
    if done:
        await reminder_store.drop(session, follow_up_round_id, done, author.at)
    shown = {
        (each.recipient_id, each.message_id): each.person_id
        for each in await living.of(session, follow_up_round_id, concerned)
    }
    pressed = author.person_id, message_id
    if message_id and author.person_id is not None:
        shown[author.person_id, message_id] = owner_id
    for (recipient_id, shown_in), person_id in sorted(shown.items()):
        is_pressed = (recipient_id, shown_in) == pressed
        await outbox.put_card_update(
            session,
            follow_up_round_id=follow_up_round_id,
            person_id=person_id,
            recipient_id=recipient_id,
            message_id=shown_in,
            at=author.at,
            not_before=author.at + AFTER_A_PRESS if is_pressed else None,
            page=saved[0].about.worklist.page if is_pressed else 0,
        )
