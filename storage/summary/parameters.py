"""What the questions about a summary are asked with: which plan, which round and which round before it."""

from dataclasses import dataclass

from sqlalchemy import BindParameter, bindparam

from domain.report.data import EarlierRound
from domain.response_ledger import round_before
from domain.rounds import FollowUpRound, begun
from storage import rounds as round_store
from storage.database import TenantSession
from storage.report_data import earlier

PLAN: BindParameter[int] = bindparam("plan_id")
ROUND: BindParameter[int] = bindparam("follow_up_round_id")
PREVIOUS_ROUND: BindParameter[int] = bindparam("previous_round_id")
# No round has it.
NO_ROUND = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A round and the one that it is compared with, if there is one."""

    follow_up_round: FollowUpRound
    previous: FollowUpRound | None

    @property
    def parameters(self) -> dict[str, object]:
        """The same as the questions want it."""
        return {
            "plan_id": self.follow_up_round.plan_id,
            "follow_up_round_id": self.follow_up_round.follow_up_round_id,
            "previous_round_id": self.previous.follow_up_round_id if self.previous else NO_ROUND,
        }


async def scope_of(session: TenantSession, follow_up_round: FollowUpRound) -> Scope:
    """The round is compared with the nearest earlier one that has begun."""
    compared = begun(await round_store.every(session))
    return Scope(follow_up_round=follow_up_round, previous=round_before(follow_up_round, compared))


async def earlier_rounds(session: TenantSession, scope: Scope) -> tuple[EarlierRound, ...]:
    """How the rounds before it came out, the oldest first, as a report has them."""
    return await earlier.rounds(session, scope.follow_up_round, begun(await round_store.every(session)))
