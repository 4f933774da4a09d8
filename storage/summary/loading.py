"""The summary of a round as it stands now."""

from domain.rounds import FollowUpRound
from domain.summary.compiled import Approved, Summary
from domain.summary.selection import NOTEWORTHY
from storage import questions, seals
from storage.database import TenantSession
from storage.summary import finding
from storage.summary.counting import counted
from storage.summary.parameters import scope_of

# What the card shows at first; the rest is on pages of its own.
DEVIATIONS_AT_FIRST = 3


async def of_round(
    session: TenantSession, follow_up_round: FollowUpRound, *, deviations: int = DEVIATIONS_AT_FIRST
) -> Summary:
    """Its counts and the first of its `deviations`."""
    scope = await scope_of(session, follow_up_round)
    return Summary(
        follow_up_round=follow_up_round,
        previous=scope.previous,
        counted=await counted(session, scope),
        deviations=await finding.page(session, scope, NOTEWORTHY, first=0, many=deviations),
        approved=await _approved(session, follow_up_round),
        unanswered=await questions.number_open(session, follow_up_round.follow_up_round_id),
    )


async def _approved(session: TenantSession, follow_up_round: FollowUpRound) -> Approved | None:
    found = await seals.of_round(session, follow_up_round.follow_up_round_id)
    if not found:
        return None
    return Approved(version=found[-1].version, answers_since=await seals.answers_since(session, found[-1]))


async def with_every_deviation(session: TenantSession, follow_up_round: FollowUpRound) -> Summary:
    """The same with all of them, for a terminal."""
    scope = await scope_of(session, follow_up_round)
    return Summary(
        follow_up_round=follow_up_round,
        previous=scope.previous,
        counted=await counted(session, scope),
        deviations=await finding.every(session, scope, NOTEWORTHY),
    )
