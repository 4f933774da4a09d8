"""Planning a new round: what one goes from, a proposal with every date, and saving it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from cards import rounds as round_words
from cards.asking import day_value
from cards.card import Card, JsonValue
from cards.fields import PayloadError, text_of
from cards.year import date_changes, new_round, payloads
from cards.year.date_form import DateForm, proposal
from cards.year.new_round import Start
from cards.year.payloads import GOES_FROM, LONGEST_FIELD, OCCASION, OTHER_DAY, SAME_RHYTHM, AboutNew
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply, Say, Show
from dialogs.year import dates
from dialogs.year.scenery import Scenery, scenery
from domain.plan import Plan
from domain.rounds import REFERENCE_DAYS, FollowUpRound, Occasion, RoundState
from domain.year.asked import accounts_before
from domain.year.changes import to_come
from domain.year.form import typed_of, with_dates
from domain.year.milestones import Milestone
from domain.year.planning import Anchor, Meeting, Reference, Wanted, planned
from domain.year.rhythm import Rhythm, rhythm_of, usual_rhythm
from domain.year.start import DayFault, GoesFrom, anchor_of, other_day, the_one_before
from storage import audit, round_changes
from storage import rounds as round_store
from storage.database import TenantSession

START = (
    OCCASION,
    GOES_FROM,
    Milestone.MEETING,
    Milestone.DISPATCH,
    Milestone.DEADLINE,
    OTHER_DAY,
    SAME_RHYTHM,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What to plan, and from what."""

    occasion: Occasion
    reference_date: date
    anchor: Anchor
    same_rhythm: bool


async def ask(turn: Turn, submitted: CardSubmitted) -> Reply:
    """What to go from; the accounts that the year has not been planned for are chosen beforehand."""
    year = payloads.year_of(submitted.data).year or turn.today.year
    return Replace(_opening(turn, await _scenery(turn), year))


async def asked(turn: Turn) -> Reply:
    """`planera`: the same form, for the year that it is."""
    return Show(_opening(turn, await _scenery(turn), turn.today.year))


async def asked_for(turn: Turn, meeting: date) -> Reply:
    """`planera nämnd 20 februari`: every date of the last accounts before that meeting, to be saved.

    When they are planned already, as they are when a plan is read in, those dates are changed instead.
    """
    found = await _scenery(turn)
    accounts = accounts_before(meeting, found.plans)
    if accounts is None:
        day = turn.words.full_day(meeting)
        return Say(
            turn.words.say("There is no plan whose accounts a committee could hear of on {day}.", day=day)
        )
    chosen = Chosen(
        occasion=accounts.occasion,
        reference_date=accounts.reference_date,
        anchor=Meeting(meeting_on=meeting),
        same_rhythm=True,
    )
    wanted, calendar = _wanted(accounts.plan, chosen), turn.desk.calendar
    same = _the_same(found, planned(wanted, Reference(), usual_rhythm(chosen.occasion), calendar))
    if same is None:
        return Show(_proposed(turn, found, accounts.plan, chosen))
    if same.state is RoundState.PLANNED:
        moved = planned(wanted, chosen.anchor, rhythm_of(same, calendar), calendar)
        return Show(dates.counted_back(turn, found, same, moved, meeting))
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        return Say(await _is_there(session, turn, same))


async def propose(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Every date, counted from what was chosen; or the same dates again when they were to be changed."""
    found = await _scenery(turn)
    if payloads.REFERENCE in submitted.data:
        about = payloads.new_of(submitted.data)
        return _again(turn, found, about, payloads.typed_dates(submitted.data))
    year = payloads.year_of(submitted.data).year or turn.today.year
    typed = {str(name): text_of(submitted.data, name)[:LONGEST_FIELD] for name in START}
    suggested, occasion = payloads.year_of(submitted.data).suggested, payloads.occasion_of(submitted.data)
    if suggested and typed[Milestone.MEETING] == suggested.isoformat():
        # Nobody has changed it, so it follows the accounts that were chosen.
        typed[Milestone.MEETING] = day_value(_usual_meeting(turn, found, year, occasion))
    chosen = _chosen(typed, occasion, year)
    if not isinstance(chosen, Chosen):
        return Replace(_start(turn, found, year, typed, chosen))
    plan = found.plan(chosen.reference_date.year)
    if plan is None:
        return Replace(new_round.no_plan(chosen.reference_date.year, turn.words))
    return Replace(_proposed(turn, found, plan, chosen))


async def save(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Save it, once; what is wrong is told at its field, and what it collides with before it is saved."""
    about, typed = payloads.new_of(submitted.data), payloads.typed_dates(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        found = await scenery(session)
        base = _base(turn, found, about)
        if base is None:
            return Replace(new_round.no_plan(about.reference_date.year, turn.words))
        if same := _the_same(found, base):
            return Refuse(await _is_there(session, turn, same))
        wanted = with_dates(base, typed, turn.at, turn.desk.calendar)
        if not isinstance(wanted, FollowUpRound):
            form = DateForm(follow_up_round=base, typed=typed, faults=wanted)
            return Replace(proposal(form, about, turn.words))
        collisions = found.collisions(wanted, turn)
        seen = frozenset(each.key for each in collisions)
        if seen - about.seen:
            data = {**replace(about, seen=seen).data, **payloads.carried(typed)}
            return Replace(date_changes.confirm_new(wanted, collisions, data, turn.words))
        added = await round_store.add_once(session, wanted)
        if added is None:
            return Refuse(turn.words.say("That follow-up has just been planned by somebody else."))
        stored = replace(wanted, follow_up_round_id=added)
        await _record(session, turn, stored)
    turn.desk.wake()
    coming = to_come(stored, turn.at, turn.desk.calendar)
    return Replace(date_changes.added(stored, coming, turn.words))


def _chosen(typed: Mapping[str, str], occasion: Occasion, year: int) -> Chosen | dict[str, DayFault]:
    if typed[GOES_FROM] not in set(GoesFrom):
        raise PayloadError(GOES_FROM)
    anchor = anchor_of(GoesFrom(typed[GOES_FROM]), typed)
    another = other_day(typed, OTHER_DAY)
    if isinstance(anchor, dict) or isinstance(another, dict):
        faults = [each for each in (anchor, another) if isinstance(each, dict)]
        return {name: fault for each in faults for name, fault in each.items()}
    return Chosen(
        occasion=occasion,
        reference_date=another or date(year, *REFERENCE_DAYS[occasion]),
        anchor=anchor,
        same_rhythm=typed[SAME_RHYTHM] == "true",
    )


def _proposed(turn: Turn, found: Scenery, plan: Plan, chosen: Chosen) -> Card:
    wanted = _wanted(plan, chosen)
    rhythm, sentence = _rhythm(turn, found, chosen)
    suggested = planned(wanted, chosen.anchor, rhythm, turn.desk.calendar)
    collisions = found.collisions(suggested, turn)
    about = AboutNew(
        occasion=chosen.occasion,
        reference_date=chosen.reference_date,
        seen=frozenset(each.key for each in collisions),
    )
    form = DateForm(
        follow_up_round=suggested,
        typed=typed_of(suggested, turn.desk.calendar),
        collisions=collisions,
        sentences=[sentence],
    )
    return proposal(form, about, turn.words)


def _wanted(plan: Plan, chosen: Chosen) -> Wanted:
    return Wanted(plan_id=plan.plan_id, occasion=chosen.occasion, reference_date=chosen.reference_date)


def _rhythm(turn: Turn, found: Scenery, chosen: Chosen) -> tuple[Rhythm, str]:
    say = turn.words.say
    earlier = the_one_before(found.rounds, chosen.occasion, chosen.reference_date)
    if chosen.same_rhythm and earlier:
        title = round_words.title(earlier, turn.words)
        sentence = say("The working days between the dates are those of {round}.", round=title)
        return found.rhythm_after(earlier, turn), sentence
    return usual_rhythm(chosen.occasion), say("The working days between the dates are the usual ones.")


def _again(turn: Turn, found: Scenery, about: AboutNew, typed: Mapping[str, str]) -> Reply:
    base = _base(turn, found, about)
    if base is None:
        return Replace(new_round.no_plan(about.reference_date.year, turn.words))
    wanted = with_dates(base, typed, turn.at, turn.desk.calendar)
    collisions = found.collisions(wanted, turn) if isinstance(wanted, FollowUpRound) else []
    form = DateForm(follow_up_round=base, typed=typed, collisions=collisions)
    return Replace(proposal(form, about, turn.words))


def _base(turn: Turn, found: Scenery, about: AboutNew) -> FollowUpRound | None:
    """A round with the usual dates, to put the typed ones on; None when there is no plan for it."""
    plan = found.plan(about.reference_date.year)
    if plan is None:
        return None
    wanted = Wanted(plan_id=plan.plan_id, occasion=about.occasion, reference_date=about.reference_date)
    return planned(wanted, Reference(), usual_rhythm(about.occasion), turn.desk.calendar)


def _the_same(found: Scenery, wanted: FollowUpRound) -> FollowUpRound | None:
    def name(each: FollowUpRound) -> tuple[object, ...]:
        return each.plan_id, each.occasion, each.reference_date

    return next((each for each in found.rounds if name(each) == name(wanted)), None)


async def _is_there(session: TenantSession, turn: Turn, same: FollowUpRound) -> str:
    say, title = turn.words.say, round_words.title(same, turn.words)
    by = await round_changes.latest(session, same.follow_up_round_id)
    if by is None or by.deed != "round.planned":
        return say("{round} is planned already. Change its dates in “the year” instead.", round=title)
    return say(
        "{name} planned {round} {when}. Change its dates in “the year” instead.",
        name=by.name,
        round=title,
        when=turn.words.moment(by.at),
    )


async def _record(session: TenantSession, turn: Turn, stored: FollowUpRound) -> None:
    dates: dict[str, JsonValue] = payloads.carried(typed_of(stored, turn.desk.calendar))
    await audit.record(
        session,
        deed="round.planned",
        subject=f"round:{stored.follow_up_round_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        occasion=stored.occasion.value,
        reference_date=stored.reference_date,
        after=dates,
    )


def _opening(turn: Turn, found: Scenery, year: int) -> Card:
    """The form with the accounts that the year has not been planned for, and a day for the committee."""
    if found.plan(year) is None:
        return new_round.no_plan(year, turn.words)
    has = {each.occasion for each in found.rounds if each.reference_date.year == year}
    free = next((each for each in Occasion if each not in has), Occasion.INTERIM_ACCOUNTS)
    suggested = _usual_meeting(turn, found, year, free)
    typed = {OCCASION: free.value, Milestone.MEETING: day_value(suggested)}
    return _start(turn, found, year, typed, suggested=suggested)


def _usual_meeting(turn: Turn, found: Scenery, year: int, occasion: Occasion) -> date | None:
    """The day on which the committee would hear of the accounts, as long after them as last time."""
    plan = found.plan(year)
    if plan is None:
        return None
    reference = date(year, *REFERENCE_DAYS[occasion])
    wanted = Wanted(plan_id=plan.plan_id, occasion=occasion, reference_date=reference)
    earlier = the_one_before(found.rounds, occasion, reference)
    rhythm = found.rhythm_after(earlier, turn) if earlier else usual_rhythm(occasion)
    return planned(wanted, Reference(), rhythm, turn.desk.calendar).milestones.meeting_on


def _start(
    turn: Turn,
    found: Scenery,
    year: int,
    typed: Mapping[str, str],
    faults: Mapping[str, DayFault] | None = None,
    *,
    suggested: date | None = None,
) -> Card:
    earlier = any(each.reference_date.year < year for each in found.rounds)
    return new_round.ask_new_round(
        Start(year=year, typed=typed, earlier=earlier, suggested=suggested, faults=faults or {}), turn.words
    )


async def _scenery(turn: Turn) -> Scenery:
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        return await scenery(session)
