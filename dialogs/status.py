"""Answering in the form: prefilled, saved once, and the truth when it is too late or somebody was first."""

from dataclasses import replace

from cards import answer_form as form_card
from cards import payloads, rounds
from dialogs import worklist
from dialogs.desk import Turn
from dialogs.places import Place, based_on_now, find, is_repeated, to_the_list, why_not_open
from dialogs.saving import save
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from domain.answer_form import FIELD_NAMES, Faults, FormFields, begun_from, check, prefilled
from domain.answers import Statement
from domain.deliveries import Fate
from storage import answers as answer_store
from storage import outbox


async def open_form(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The form, prefilled with this round's answer or else the last one."""
    about = payloads.item_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        place = await find(session, turn, about)
        if place is None:
            return Refuse(worklist.not_yours(turn))
        if not place.follow_up_round.is_open:
            return to_the_list(turn, place, why_not_open(turn, place))
        mine = turn.person.person_id, submitted.message_id
        is_waiting = await outbox.has_card_update(session, *mine, Fate.WAITING)
    if is_waiting:
        async with turn.desk.database.writing(turn.contact.tenant_id) as session:
            await outbox.cancel_card_update(session, *mine)
    # The form shows the answer as it is now, so it is no conflict that the card was older.
    answer = place.item.answer
    form = prefilled(answer) if answer else begun_from(place.item.previous)
    return _form(turn, based_on_now(place), form)


async def save_answer(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Save the form; a fault, a closed round or somebody else's answer gives it back with what was typed."""
    about = payloads.item_of(submitted.data)
    form = FormFields(**{name: payloads.text_of(submitted.data, name) for name in FIELD_NAMES})
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await answer_store.hold(session, about.worklist.follow_up_round_id, about.plan_activity_id)
        place = await find(session, turn, about)
        if place is None:
            return Refuse(worklist.not_yours(turn))
        if notice := _why_not_save(turn, place):
            if await is_repeated(session, turn, place) and not _is_edited(turn, place, form):
                return to_the_list(turn, place, "")
            return _form(turn, based_on_now(place), form, notice=notice)
        statement = check(form)
        if not isinstance(statement, Statement):
            return _form(turn, place, form, faults=statement)
        saved = await save(session, turn, place, statement, submitted.message_id, unchanged=False)
    turn.desk.wake()
    return to_the_list(turn, saved, "")


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


def _is_edited(turn: Turn, place: Place, form: FormFields) -> bool:
    """Whether the same form was sent again with other words in it: no double click, and not to be lost."""
    answer = place.item.answer
    is_own = answer is not None and answer.answered_by == turn.person.person_id
    return is_own and answer is not None and answer.statement != check(form)


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


async def close_form(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Back to the list; what was typed is kept."""
    return await worklist.show(turn, submitted)


async def discard_draft(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Begin again."""
    return await open_form(turn, submitted)
