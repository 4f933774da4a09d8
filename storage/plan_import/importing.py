"""Compares a checked plan file with what is stored, and carries the difference out: all of it or nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from email_validator import EmailNotValidError, validate_email
from sqlmodel import select

from domain.calendar import WorkCalendar
from domain.new_year.rounds import rounds_of_year
from domain.new_year.succession import the_plan_before
from domain.people import PersonId
from domain.plan import PlanId
from domain.plan_file.checks import Checked
from domain.plan_file.difference import Difference, RoundEntry, difference, round_key
from domain.plan_file.entries import Entry, EntryKind, MunicipalGroupEntry, PersonEntry
from domain.rounds import FollowUpRound, RoundState, usual_round
from storage import audit, plans, successions
from storage import rounds as round_store
from storage.database import TenantSession
from storage.plan_import.fates import Fates, fates
from storage.plan_import.redrawing import redraw
from storage.plan_import.rows import PlanRows, load
from storage.plan_import.stored import stored_entries
from storage.plan_import.writing import write
from storage.tables import MunicipalGroupRow

# An answer is never taken back: a file that no longer mentions one leaves it as it is.
NEVER_REMOVED = frozenset({EntryKind.EARLIER_ANSWER, EntryKind.PLAN, EntryKind.MUNICIPAL_GROUP})


def is_email(address: str) -> bool:
    """Whether an address is well-formed; nobody is asked whether it exists."""
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


async def compare(
    session: TenantSession, checked: Checked, *, municipality: str, at: datetime, calendar: WorkCalendar
) -> Difference:
    """What an import would do. Raises `PlanRefusedError` when the file is refused; writes nothing."""
    rows = await load(session, checked.plan.year)
    wanted = await _wanted(session, checked, rows, municipality=municipality, at=at, calendar=calendar)
    change = _difference(rows, wanted, await fates(session, rows, wanted), calendar, at)
    return await _beside_the_plan_before(session, checked, change)


async def apply(
    session: TenantSession,
    checked: Checked,
    *,
    municipality: str,
    at: datetime,
    calendar: WorkCalendar,
    actor_id: PersonId | None = None,
) -> Difference:
    """Do it, within the caller's transaction, and leave one line in the audit trail.

    Raises `PlanRefusedError` before anything is written when the file is refused. The same file a second
    time writes nothing. `actor_id` is whoever does it, None from the command line.
    """
    plan = checked.plan
    rows = await load(session, plan.year)
    wanted = await _wanted(session, checked, rows, municipality=municipality, at=at, calendar=calendar)
    fate = await fates(session, rows, wanted)
    change = await _beside_the_plan_before(session, checked, _difference(rows, wanted, fate, calendar, at))
    if not change.is_empty:
        await write(session, rows, change, fate, plan_file=checked.entries, calendar=calendar)
        await successions.link(session, plan.year)
        await redraw(session, rows, change, at)
        await _remember(session, change, plan.year, at, actor_id)
    return change


async def _beside_the_plan_before(session: TenantSession, checked: Checked, change: Difference) -> Difference:
    """The difference with what goes on from the plan before and what does not."""
    plan = checked.plan
    earlier = the_plan_before(await plans.every(session), plan.year, is_example=plan.is_example)
    if earlier is None or not change.has_other_plan_activities:
        return change
    numbers = [entry.number for entry in checked.entries.plan_activities]
    return replace(change, succession=await successions.beside(session, earlier, numbers))


async def _wanted(
    session: TenantSession,
    checked: Checked,
    rows: PlanRows,
    *,
    municipality: str,
    at: datetime,
    calendar: WorkCalendar,
) -> list[Entry]:
    stored = {(row.occasion, row.reference_date) for row in rows.rounds if row.plan_id == rows.plan_id}
    needed = _rounds(checked, await round_store.every(session), calendar)
    return [
        MunicipalGroupEntry(name=municipality),
        *checked.entries.entries(),
        *(RoundEntry(follow_up_round=_as_of(each, at)) for key, each in needed.items() if key not in stored),
    ]


def _rounds(
    checked: Checked, earlier_rounds: list[FollowUpRound], calendar: WorkCalendar
) -> dict[object, FollowUpRound]:
    """The rounds of the earlier answers and the year's own two, by occasion and reference date."""
    unsaved = PlanId(0)
    earlier = dict.fromkeys(
        (entry.occasion, entry.reference_date) for entry in checked.entries.earlier_answers
    )
    rounds = [usual_round(unsaved, occasion, day, calendar) for occasion, day in earlier]
    rounds += rounds_of_year(unsaved, checked.plan.year, earlier_rounds, calendar)
    return {round_key(each.occasion, each.reference_date): each for each in rounds}


def _as_of(follow_up_round: FollowUpRound, at: datetime) -> FollowUpRound:
    # A round that was over before it was created asks nobody anything.
    is_over = follow_up_round.closes_at <= at
    return replace(follow_up_round, state=RoundState.CLOSED) if is_over else follow_up_round


def _difference(
    rows: PlanRows, wanted: list[Entry], fate: Fates, calendar: WorkCalendar, at: datetime
) -> Difference:
    named = {(entry.kind, entry.key) for entry in wanted}
    stored = [
        entry
        for entry in stored_entries(rows, calendar)
        if (entry.kind, entry.key) in named
        or (entry.kind not in NEVER_REMOVED and (entry.kind, entry.key) not in fate.staying)
    ]
    return difference(stored, _with_absences(wanted, stored, calendar.local_day(at)))


def _with_absences(wanted: list[Entry], stored: list[Entry], today: date) -> list[Entry]:
    """A file that does not say that somebody is away leaves what they have told us themselves.

    Unless it is over, or whoever was to stand in leaves the plan.
    """
    staying = {entry.email for entry in wanted if isinstance(entry, PersonEntry)}
    away = {
        entry.email: entry
        for entry in stored
        if isinstance(entry, PersonEntry)
        and entry.absent_to is not None
        and entry.absent_to >= today
        and entry.deputy in staying
    }
    return [_still_away(entry, away) if isinstance(entry, PersonEntry) else entry for entry in wanted]


def _still_away(entry: PersonEntry, away: Mapping[str, PersonEntry]) -> PersonEntry:
    told = away.get(entry.email)
    if told is None or entry.absent_from is not None:
        return entry
    return replace(entry, absent_from=told.absent_from, absent_to=told.absent_to, deputy=told.deputy)


async def hold(session: TenantSession) -> None:
    """Let nobody else import until the transaction ends, so that what was compared is what is changed."""
    if not session.has_one_writer:
        statement = select(MunicipalGroupRow.tenant_id).where(
            MunicipalGroupRow.tenant_id == session.tenant_id
        )
        # Rows that refer to the municipality may be added meanwhile: answers come in during an import.
        await session.sql.exec(statement.with_for_update(key_share=True))


async def _remember(
    session: TenantSession, change: Difference, year: int, at: datetime, actor_id: PersonId | None
) -> None:
    await audit.record(
        session,
        deed="plan.imported",
        subject=f"plan:{year}",
        at=at,
        actor_id=actor_id,
        **change.counts(),
    )
