"""Changing the dates of a round: every date in a form, what that changes, and saving it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from cards.asking import Fact
from cards.card import Card
from cards.year import date_changes, payloads
from cards.year.date_form import DateForm, stored_dates
from cards.year.payloads import AboutDates
from dialogs import standings
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from dialogs.year.scenery import Scenery, scenery
from domain.rounds import FollowUpRound, RoundState
from domain.year.changes import changes
from domain.year.collisions import Collision
from domain.year.form import DateFault, typed_of, with_dates
from scheduler import replanning
from storage import audit, round_changes
from storage import rounds as round_store
from storage.database import TenantSession


async def ask(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Every date as it is stored; or as it was typed, when more is to be changed before it is saved."""
    about = payloads.dates_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        found = await scenery(session)
    stored = found.find(about.follow_up_round_id)
    if refusal := _why_not(turn, stored):
        return Refuse(refusal)
    assert stored is not None
    if not payloads.has_dates(submitted.data):
        return Replace(_card(turn, found, stored))
    typed = payloads.typed_dates(submitted.data)
    return Replace(_card(turn, found, stored, typed=typed, revision=about.revision))


async def save(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Say what changes, and save it once that has been seen: all of it or nothing."""
    about, typed = payloads.dates_of(submitted.data), payloads.typed_dates(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        found = await scenery(session)
        stored = found.find(about.follow_up_round_id)
        if refusal := _why_not(turn, stored):
            return Refuse(refusal)
        assert stored is not None
        if stored.revision != about.revision:
            return await _overtaken(session, turn, found, stored, typed)
        wanted = with_dates(stored, typed, turn.at, turn.desk.calendar)
        if not isinstance(wanted, FollowUpRound):
            return Replace(_card(turn, found, stored, typed=typed, revision=about.revision, faults=wanted))
        wanted = _counted_anew(stored, wanted, turn)
        differs = changes(stored, wanted, turn.at, turn.desk.calendar)
        if not about.is_told and not differs.is_nothing:
            data = {**replace(about, is_told=True).data, **payloads.carried(typed)}
            collisions = found.collisions(wanted, turn)
            waiting = stored.is_open and await replanning.outdated(session, stored, wanted)
            return Replace(
                date_changes.confirm_changes(
                    stored, differs, collisions, data, turn.words, is_waiting=bool(waiting)
                )
            )
        if differs.is_nothing:
            return Replace(date_changes.changed(stored, differs, turn.words))
        after = await round_store.change(session, stored, wanted)
        if after is None:
            return await _overtaken(session, turn, await scenery(session), stored, typed)
        taken_back = await _carry_out(session, turn, stored, after)
    turn.desk.wake()
    return Replace(date_changes.changed(after, differs, turn.words, taken_back=taken_back))


def counted_back(
    turn: Turn, found: Scenery, stored: FollowUpRound, wanted: FollowUpRound, meeting: date
) -> Card:
    """The form of a round that is planned already, with the dates that the committee's day would give it."""
    sentence = turn.words.say(
        "The dates are counted back from the committee’s day, {day}, with the same working days between them"
        " as now. Nothing has been changed yet.",
        day=turn.words.full_day(meeting),
    )
    typed = typed_of(wanted, turn.desk.calendar)
    return _card(turn, found, stored, typed=typed, sentences=[sentence])


def _counted_anew(stored: FollowUpRound, wanted: FollowUpRound, turn: Turn) -> FollowUpRound:
    """While a round is open, steps that would have come before they were asked for never come."""
    is_moved = wanted.deadline != stored.deadline or wanted.steps != stored.steps
    return replace(wanted, deadline_since=turn.at) if stored.is_open and is_moved else wanted


async def _carry_out(session: TenantSession, turn: Turn, before: FollowUpRound, after: FollowUpRound) -> int:
    """Note it, and take back what waits and no longer holds; returns how many messages that was."""
    calendar = turn.desk.calendar
    await audit.record(
        session,
        deed="round.dates_changed",
        subject=f"round:{after.follow_up_round_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        before=payloads.carried(typed_of(before, calendar)),
        after=payloads.carried(typed_of(after, calendar)),
    )
    if before.state is RoundState.PLANNED:
        # Nothing is decided about a round before it opens.
        return 0
    return (await replanning.replan(session, before, after, turn.at, calendar)).withdrawn


def _why_not(turn: Turn, stored: FollowUpRound | None) -> str:
    if stored is None:
        return standings.unknown(turn)
    if stored.state is RoundState.CLOSED:
        return turn.words.say("The follow-up is closed. Open it again before you change its dates.")
    return ""


async def _overtaken(
    session: TenantSession,
    turn: Turn,
    found: Scenery,
    stored: FollowUpRound,
    typed: Mapping[str, str],
) -> Reply:
    """Somebody else was first: their dates are shown, and what was typed here beside them."""
    current = found.find(stored.follow_up_round_id) or stored
    by = await round_changes.latest(session, stored.follow_up_round_id)
    say = turn.words.say
    notice = say(
        "The follow-up has changed since you opened the form. Nothing was saved. These are its dates now."
    )
    if by is not None:
        notice = say(
            "{name} changed the follow-up {when}. Nothing of yours was saved. These are its dates now.",
            name=by.name,
            when=turn.words.moment(by.at),
        )
    there = typed_of(current, turn.desk.calendar)
    facts = date_changes.as_typed(typed, there, turn.words)
    return Replace(_card(turn, found, current, notice=notice, facts=facts))


def _card(
    turn: Turn,
    found: Scenery,
    stored: FollowUpRound,
    *,
    typed: Mapping[str, str] | None = None,
    revision: int | None = None,
    faults: Mapping[str, DateFault] | None = None,
    notice: str = "",
    facts: Sequence[Fact] = (),
    sentences: Sequence[str] = (),
) -> Card:
    form = DateForm(
        follow_up_round=stored,
        typed=typed or typed_of(stored, turn.desk.calendar),
        faults=faults or {},
        collisions=[] if faults else _collisions(turn, found, stored, typed),
        notice=notice,
        facts=facts,
        sentences=sentences,
    )
    about = AboutDates(
        follow_up_round_id=stored.follow_up_round_id,
        revision=stored.revision if revision is None else revision,
    )
    return stored_dates(form, about, turn.words)


def _collisions(
    turn: Turn, found: Scenery, stored: FollowUpRound, typed: Mapping[str, str] | None
) -> list[Collision]:
    wanted = with_dates(stored, typed, turn.at, turn.desk.calendar) if typed else stored
    return found.collisions(wanted, turn) if isinstance(wanted, FollowUpRound) else []
