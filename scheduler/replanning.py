"""A round's dates have changed while it runs: what was decided from the old ones is taken back."""

from dataclasses import dataclass
from datetime import datetime

from domain.calendar import WorkCalendar
from domain.reminders import key_of, later_deadline, step_of
from domain.round_changes import StepToCome, steps_to_come
from domain.rounds import FollowUpRound
from storage import living, outbox
from storage import reminders as reminder_store
from storage.database import TenantSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """What it meant: reminders that do not go out, the steps that come now, and cards that are redrawn."""

    withdrawn: int
    steps: tuple[StepToCome, ...]
    redrawn: int


async def replan(
    session: TenantSession,
    before: FollowUpRound,
    after: FollowUpRound,
    at: datetime,
    calendar: WorkCalendar,
) -> Replanned:
    """Withdraw what has been decided and not sent and no longer holds, and have every list redrawn.

    What holds now is decided by the clock when its time comes, as always.
    """
    await outbox.hold_round(session, after.follow_up_round_id)
    withdrawn = 0
    for key in await outdated(session, before, after):
        withdrawn += await reminder_store.withdraw(session, after.follow_up_round_id, key, at)
    shown = await living.every(session, after.follow_up_round_id)
    await outbox.redraw_last(session, after.follow_up_round_id, shown, at)
    return Replanned(withdrawn=withdrawn, steps=steps_to_come(after, at, calendar), redrawn=len(shown))


async def outdated(session: TenantSession, before: FollowUpRound, after: FollowUpRound) -> list[str]:
    """The keys of steps with messages waiting that the round as it is `after` would not have decided."""
    waiting = await reminder_store.waiting_steps(session, before.follow_up_round_id)
    return sorted(key for key in waiting if not _holds(key, after))


def _holds(key: str, after: FollowUpRound) -> bool:
    working_days, own = step_of(key)
    steps = {step.working_days: step for step in after.steps}
    if working_days not in steps or not after.is_open:
        return False
    if own is not None and own > after.deadline:
        # Somebody's own deadline, which is later still.
        return True
    return key == key_of(steps[working_days], later_deadline(after, None))
