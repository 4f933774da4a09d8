"""`årsskifte`: from one year's plan to the next, told before it is done and done once."""

from dataclasses import replace

from cards import new_year as new_year_card
from cards.card import Card
from cards.new_year import Reader, about_new_year
from dialogs import standings
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply, Show
from domain.new_year.shift import NewYear, OldYear, Shift, lacking, of_plan, old_and_new
from domain.next_year import next_year_draft
from domain.permissions import STRATEGISTS, has_any
from domain.plan import Plan
from domain.rounds import FollowUpRound
from storage import audit, plans, successions, worklists
from storage import rounds as round_store
from storage.database import TenantSession
from storage.plan_import import importing


async def asked(turn: Turn) -> Reply:
    """`årsskifte`: the year that comes after the plan that is followed up now."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        found = await _found(session, turn)
    return Show(_card(turn, found))


async def show(turn: Turn, _submitted: CardSubmitted) -> Reply:
    """The same from a button."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        found = await _found(session, turn)
    return Replace(_card(turn, found))


async def start(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Do what the card said: all of it, once; or show what it would be now, when that is something else."""
    about = about_new_year(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await importing.hold(session)
        found = await _found(session, turn)
        if found is None or found.new is None or found.new.is_done:
            return Replace(_card(turn, found))
        if (found.year, found.new.mark) != (about.year, about.mark):
            notice = turn.words.say("This has changed since the card was shown. Nothing has been done yet.")
            return Replace(_card(turn, found, notice=notice))
        linked = await successions.link(session, found.year)
        added = [await _plan(session, turn, each) for each in found.new.to_plan]
        planned = [each for each in added if each is not None]
        await _record(session, turn, found.new, linked, planned)
        after = await _found(session, turn)
    turn.desk.wake()
    if after is None or after.new is None:
        return Refuse(standings.unknown(turn))
    return Replace(new_year_card.done(after, after.new, _reader(turn), linked=linked, planned=planned))


async def _plan(session: TenantSession, turn: Turn, wanted: FollowUpRound) -> FollowUpRound | None:
    """Store one of the year's rounds; None when somebody else has planned it this moment."""
    round_id = await round_store.add_once(session, wanted)
    if round_id is None:
        return None
    await audit.record(
        session,
        deed="round.planned",
        subject=f"round:{round_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        occasion=wanted.occasion.value,
        reference_date=wanted.reference_date,
    )
    return replace(wanted, follow_up_round_id=round_id)


async def _record(
    session: TenantSession, turn: Turn, new: NewYear, linked: int, planned: list[FollowUpRound]
) -> None:
    await audit.record(
        session,
        deed=plans.STARTED,
        subject=f"plan:{new.plan.year}",
        at=turn.at,
        actor_id=turn.person.person_id,
        continuing=len(new.succession.continuing),
        new=len(new.succession.new),
        ended=len(new.succession.ended),
        linked=linked,
        planned=[each.follow_up_round_id for each in planned],
    )


async def _found(session: TenantSession, turn: Turn) -> Shift | None:
    every, rounds = await plans.every(session), await round_store.every(session)
    meant = old_and_new(every, rounds, turn.at, turn.today)
    if meant is None:
        return None
    old, new = meant
    return Shift(
        year=new.year if new else old.year + 1,
        old=await _old(session, old, of_plan(rounds, old.plan_id)),
        new=await _new(session, turn, old, new, rounds) if new else None,
    )


async def _old(session: TenantSession, plan: Plan, rounds: list[FollowUpRound]) -> OldYear:
    asking = [each for each in rounds if each.asks_next_year and each.reference_date.year == plan.year]
    annual = asking[-1] if asking else None
    unsaid = 0
    if annual is not None:
        items = await worklists.items(session, annual)
        unsaid = next_year_draft(plan.year + 1, items).proposed
    return OldYear(plan=plan, rounds=rounds, annual=annual, unsaid=unsaid)


async def _new(
    session: TenantSession, turn: Turn, old: Plan, new: Plan, rounds: list[FollowUpRound]
) -> NewYear:
    return NewYear(
        plan=new,
        succession=await successions.between(session, old, new),
        unlinked=await successions.unlinked(session, old, new),
        rounds=of_plan(rounds, new.plan_id),
        to_plan=lacking(new, rounds, turn.at, turn.desk.calendar),
        started=await plans.started(session, new.year),
    )


def _card(turn: Turn, found: Shift | None, *, notice: str = "") -> Card:
    reader = _reader(turn)
    if found is None:
        return new_year_card.no_plan_at_all(turn.words)
    if found.new is None:
        return new_year_card.without_plan(found, reader)
    if found.new.is_done:
        return new_year_card.done_already(found, found.new, reader)
    return new_year_card.before(found, found.new, reader, notice=notice)


def _reader(turn: Turn) -> Reader:
    return Reader(words=turn.words, is_strategist=has_any(turn.person, STRATEGISTS))
