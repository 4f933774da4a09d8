"""What becomes of a filled-in form, wherever it was: saved once, or given back with what to mend."""

from dataclasses import dataclass, replace

from cards.answer_form import Remarks
from dialogs import drafting
from dialogs.desk import Turn
from dialogs.places import Place, based_on_now, is_repeated, why_not_open
from dialogs.saving import save
from domain.answer_form import Faults, FormFields, check
from domain.answers import Statement
from domain.doubts import doubts
from domain.rounds import RoundState
from storage import drafts
from storage.database import TenantSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """It is saved, now or by the very same press before; `place` is as it is then."""

    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """It is not saved: the form as it was typed, and what is to be said about it."""

    place: Place
    form: FormFields
    remarks: Remarks


async def submit(
    session: TenantSession, turn: Turn, place: Place, form: FormFields, *, message_id: str = ""
) -> Saved | Returned:
    """Save the form for a place that is held; faults, questions, a closed round or another answer return it.

    What was typed and is not saved is kept as a draft.
    """
    if notice := why_not_save(turn, place):
        if await is_repeated(session, turn, place) and not _is_edited(turn, place, form):
            return Saved(place=place)
        await drafting.keep(session, turn, place, form, message_id=message_id)
        return Returned(place=based_on_now(place), form=form, remarks=Remarks(notice=notice))
    statement = check(
        form,
        place.item,
        turn.today,
        on_behalf=place.on_behalf_of is not None,
        asks_next_year=place.follow_up_round.asks_next_year,
    )
    remarks = _remarks(statement, form, place.about.asked)
    if remarks.doubts or not isinstance(statement, Statement):
        await drafting.keep(session, turn, place, form, message_id=message_id)
        return Returned(place=place, form=form, remarks=remarks)
    place = replace(place, reason=form.reason) if place.on_behalf_of else place
    # Drafts are let go of before messages, as when a form is closed, so that nobody waits in a ring.
    await drafts.close(session, turn.person.person_id, message_id)
    return Saved(place=await save(session, turn, place, statement, message_id, unchanged=False))


def why_not_save(turn: Turn, place: Place) -> str:
    """Why the form cannot be saved as things stand: the round, or somebody's answer; "" when it can."""
    say = turn.words.say
    if place.follow_up_round.state is RoundState.PLANNED:
        return why_not_open(turn, place)
    if not place.follow_up_round.is_open:
        return say(
            "The follow-up closed {when}. Your answer was not saved. Copy your text if you need it, "
            "and contact the environment office.",
            when=turn.words.moment(place.follow_up_round.closes_at),
        )
    answer = place.item.answer
    if not place.is_stale or answer is None:
        return ""
    when = turn.words.moment(answer.answered_at)
    if answer.answered_by == turn.person.person_id:
        return say(
            "You answered {when}. What you have written here is not saved yet. Save again if it is to count.",
            when=when,
        )
    return say(
        "{name} answered {when}, while you were writing. Your answer is not saved yet. "
        "Save again if yours is to count.",
        name=place.item.answered_by_name,
        when=when,
    )


def _remarks(statement: Statement | Faults, form: FormFields, asked: str) -> Remarks:
    """What there is to correct; and when there is nothing, what there is to ask about."""
    if not isinstance(statement, Statement):
        return Remarks(faults=statement)
    return Remarks(doubts=doubts(form, asked))


def _is_edited(turn: Turn, place: Place, form: FormFields) -> bool:
    """Whether the same form was sent again with other words in it: no double click, and not to be lost."""
    answer = place.item.answer
    is_own = answer is not None and answer.answered_by == turn.person.person_id
    asks = place.follow_up_round.asks_next_year
    said = check(form, place.item, turn.today, asks_next_year=asks)
    return is_own and answer is not None and answer.statement != said
