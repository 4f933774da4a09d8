"""Answers that were given in another system: saved by the card's rules, and all at once or not at all."""

from dialogs import on_behalf
from dialogs.brought_answers import Batch, Bringing, outcome
from dialogs.saving import follow_through
from domain.brought import Outcome, is_well, tidied
from domain.calendar import WorkCalendar
from storage import answers as answer_store
from storage import plan_activities
from storage import rounds as round_store
from storage.database import Database, TenantSession


async def bring(
    database: Database, calendar: WorkCalendar, batch: Batch, *, dry_run: bool = False
) -> tuple[Outcome, ...]:
    """What becomes of each, in their order. Nothing is saved unless all are well, nor in a dry run.

    Whoever asks wakes the delivery, so that cards in Teams show what has been answered.
    """
    try:
        async with database.writing(batch.tenant_id) as session:
            bringing = await _begun(session, calendar, batch)
            outcomes = tuple([await outcome(bringing, each) for each in map(tidied, batch.answers)])
            _check_kept(outcomes, dry_run=dry_run)
            await _follow_through(bringing)
    except _TakenBackError as taken_back:
        return taken_back.outcomes
    return outcomes


def _check_kept(outcomes: tuple[Outcome, ...], *, dry_run: bool) -> None:
    if dry_run or not all(map(is_well, outcomes)):
        raise _TakenBackError(outcomes)


class _TakenBackError(Exception):
    """What was saved on the way is not to be kept."""

    def __init__(self, outcomes: tuple[Outcome, ...]) -> None:
        super().__init__("nothing was saved")
        self.outcomes = outcomes


async def _begun(session: TenantSession, calendar: WorkCalendar, batch: Batch) -> Bringing:
    """Nobody else answers about any of it, nor closes the round, until the transaction ends."""
    round_id = batch.follow_up_round_id
    found = await round_store.find(session, round_id)
    numbers = {number for each in batch.answers if (number := tidied(each).number).isprintable()}
    ids = await plan_activities.with_numbers(session, found.plan_id, numbers) if found else {}
    # Everybody who holds several takes them in the order of their ids.
    for plan_activity_id in sorted(set(ids.values())):
        await answer_store.hold(session, round_id, plan_activity_id)
    held = await round_store.find(session, round_id)
    return Bringing(
        session=session, calendar=calendar, batch=batch, follow_up_round=held, plan_activity_ids=ids
    )


async def _follow_through(bringing: Bringing) -> None:
    """Reminders are taken back and cards redrawn for everybody at once, in one order."""
    if not bringing.saved:
        return
    author, _ = bringing.saved[0]
    places = [place for _, place in bringing.saved]
    await follow_through(bringing.session, author, places, "")
    for author, place in bringing.saved:
        await on_behalf.tell(bringing.session, author, place, bringing.calendar)
