"""Answering in the form: prefilled, saved once, and the truth when it is too late or somebody was first."""

from dataclasses import replace

from cards import answer_form as form_card
from cards import payloads, rounds
from cards.answer_form import Remarks
from cards.payloads import AboutItem
from cards.typed_back import has_texts, typed_back
from dialogs import drafting, others, worklist
from dialogs.answering import Returned, submit, why_not_save
from dialogs.desk import Turn
from dialogs.places import Place, based_on_now, find, held, to_the_list, why_not_open
from dialogs.turn import CardSubmitted, Replace, Reply
from domain.answer_form import FormFields, as_it_opens, typed_in
from domain.drafts import Draft
from domain.people import PersonId
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRoundId
from storage import drafts, outbox
from storage.database import TenantSession


async def open_form(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The form: with what was typed in it and not saved, or with this round's answer or else the last one."""
    about = payloads.item_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        place = await find(session, turn, about, on_behalf=True)
    if place is None:
        return worklist.not_yours(turn)
    if not place.follow_up_round.is_open:
        return _too_late(turn, place, place.draft)
    if submitted.message_id:
        async with turn.desk.database.writing(turn.contact.tenant_id) as session:
            await _hold_open(session, turn, place, submitted.message_id)
    # The form shows the answer as it is now, so it is no conflict that the card was older.
    return _opened(turn, based_on_now(place), place.draft)


async def save_answer(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Save the form; faults, questions, a closed round or another's answer give it back as it was typed."""
    about = payloads.item_of(submitted.data)
    form = drafting.form_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        place = await held(session, turn, about, on_behalf=True)
        if place is None:
            return _not_yours(turn, about, form)
        outcome = await submit(session, turn, place, form, message_id=submitted.message_id)
        if isinstance(outcome, Returned):
            return _form(turn, outcome.place, outcome.form, outcome.remarks)
        offered = await others.offered(session, outcome.place)
    turn.desk.wake()
    return to_the_list(turn, outcome.place, others=offered)


async def close_form(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Back to the list without saving; what was typed is kept as a draft."""
    about = payloads.item_of(submitted.data)
    form = drafting.form_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        place = await find(session, turn, about, on_behalf=True)
        if place is None:
            return _not_yours(turn, about, form)
        is_draft = await drafting.keep(session, turn, place, form)
        place = drafting.noted(place, is_draft=is_draft)
        await _let_go(session, turn, submitted.message_id)
    turn.desk.wake()
    return to_the_list(turn, place, "" if place.follow_up_round.is_open else why_not_open(turn, place))


async def discard_draft(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Throw away what was typed, and begin again from what was last saved."""
    about = payloads.item_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        place = await find(session, turn, about, on_behalf=True)
        if place is None:
            return worklist.not_yours(turn)
        await drafts.forget(session, *_of(turn, place))
        if not place.follow_up_round.is_open:
            return to_the_list(turn, place, why_not_open(turn, place))
        if submitted.message_id:
            await _hold_open(session, turn, place, submitted.message_id)
    return _opened(turn, based_on_now(place), None)


async def _hold_open(session: TenantSession, turn: Turn, place: Place, message_id: str) -> None:
    """A form stands in the message now: a list must not take its place while somebody writes."""
    person_id, follow_up_round_id, plan_activity_id = _of(turn, place)
    # Whatever form stood there before stands there no longer.
    await drafts.close(session, person_id, message_id)
    await drafts.open_in(
        session,
        person_id=person_id,
        follow_up_round_id=follow_up_round_id,
        plan_activity_id=plan_activity_id,
        message_id=message_id,
        page=place.about.worklist.page,
        at=turn.at,
    )


async def _let_go(session: TenantSession, turn: Turn, message_id: str) -> None:
    """The list stands in the message again: what was held back by the form is redrawn after all."""
    if message_id:
        await drafts.close(session, turn.person.person_id, message_id)
        await outbox.resume_card_update(session, turn.person.person_id, message_id, turn.at)


def _too_late(turn: Turn, place: Place, draft: Draft | None) -> Reply:
    """A round that takes no answers: the list, or what was typed before it closed."""
    if draft is None:
        return to_the_list(turn, place, why_not_open(turn, place))
    form = typed_in(as_it_opens(place.item, turn.today), draft.fields)
    return _form(turn, based_on_now(place), form, Remarks(notice=why_not_save(turn, place)))


def _opened(turn: Turn, place: Place, draft: Draft | None) -> Replace:
    form = as_it_opens(place.item, turn.today)
    if draft is None:
        return _form(turn, place, form)
    remarks = Remarks(typed_at=draft.updated_at, notice=_answered_since(turn, place, draft))
    return _form(turn, place, typed_in(form, draft.fields), remarks)


def _answered_since(turn: Turn, place: Place, draft: Draft) -> str:
    """Whoever comes back to a draft must know that somebody else has answered meanwhile."""
    answer = place.item.answer
    if answer is None or answer.answered_at <= draft.updated_at:
        return ""
    return turn.words.say(
        "{name} answered {when}, after you wrote your draft. Save if yours is to count.",
        name=place.item.answered_by_name,
        when=turn.words.moment(answer.answered_at),
    )


def _not_yours(turn: Turn, about: AboutItem, form: FormFields) -> Reply:
    """Somebody else answers now: whoever has written something gets it back."""
    own = replace(about.worklist, owner_id=turn.person.person_id, page=0)
    if has_texts(form):
        return Replace(typed_back(form, turn.words, own=own), is_denied=True)
    return worklist.not_yours(turn)


def _of(turn: Turn, place: Place) -> tuple[PersonId, FollowUpRoundId, PlanActivityId]:
    """Whose draft it is, and of what."""
    return (
        turn.person.person_id,
        place.follow_up_round.follow_up_round_id,
        place.item.plan_activity.plan_activity_id,
    )


def _form(turn: Turn, place: Place, form: FormFields, remarks: Remarks = form_card.NONE) -> Replace:
    title = rounds.title(place.follow_up_round, turn.words)
    return Replace(
        form_card.answer_form(
            place.item,
            form_card.heading_of(place.item, turn.words, title),
            form,
            turn.words,
            payload=replace(place.about, key=turn.new_key(), leaf=0, taps=place.about.taps_with_this),
            today=turn.today,
            remarks=remarks,
            can_save=place.follow_up_round.is_open,
            is_own=place.item.plan_activity.is_owned_by(turn.person.person_id),
            on_behalf_of=place.on_behalf_of_name,
            asks_next_year=place.follow_up_round.asks_next_year,
        )
    )
