"""After an import the lists that show what it has changed are redrawn, in the rounds that are open."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from domain.people import PersonId
from domain.plan_file.difference import Difference
from domain.plan_file.entries import EntryKind, PlanActivityEntry
from domain.rounds import FollowUpRoundId, RoundState
from storage import living, outbox
from storage.database import TenantSession
from storage.living import LivingMessage
from storage.plan_import.rows import PlanRows, ids
from storage.tables import PersonRow

# What a list shows of more than its own plan activities; whose lists those are is not looked for.
IN_MANY_LISTS = (EntryKind.MEASURE, EntryKind.ORG_UNIT, EntryKind.EARLIER_ANSWER)


async def redraw(session: TenantSession, rows: PlanRows, change: Difference, at: datetime) -> None:
    """Have the lists redrawn of whoever has got, lost or kept something that is changed; it goes last."""
    is_open = RoundState.OPEN.value
    for row in rows.rounds:
        if row.plan_id == rows.plan_id and row.state == is_open and row.id is not None:
            round_id = FollowUpRoundId(row.id)
            shown = await _shown(session, round_id, change)
            await outbox.hold(session, round_id, {each.person_id for each in shown})
            await outbox.redraw_last(session, round_id, shown, at)


async def _shown(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, change: Difference
) -> list[LivingMessage]:
    if any(change.changed_of(kind) or change.added_of(kind) for kind in IN_MANY_LISTS):
        return await living.every(session, follow_up_round_id)
    people = await ids(session, PersonRow, "email")
    theirs = {PersonId(people[address]) for address in _concerned(change) if address in people}
    return await living.of(session, follow_up_round_id, theirs)


def _concerned(change: Difference) -> Iterator[str]:
    """The addresses of all who own what is new, changed or gone, or owned it before."""
    changed = change.changed_of(EntryKind.PLAN_ACTIVITY)
    yield from _responsible(each.old for each in changed)
    yield from _responsible(change.written(PlanActivityEntry))
    yield from _responsible(change.left(PlanActivityEntry))


def _responsible(entries: Iterable[object]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, PlanActivityEntry):
            yield from (entry.owner, *entry.co_owners)
