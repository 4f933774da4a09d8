"""How the rounds before a report's came out, for the trend."""

from collections.abc import Sequence

from domain.answers import Progress
from domain.report.data import EarlierRound, ProgressCount
from domain.rounds import FollowUpRound
from storage.database import TenantSession
from storage.report_data import queries


async def rounds(
    session: TenantSession, follow_up_round: FollowUpRound, begun: Sequence[FollowUpRound]
) -> tuple[EarlierRound, ...]:
    """Those with an earlier reference date, the oldest first."""
    return tuple(
        [
            await _came_out(session, each)
            for each in begun
            if each.reference_date < follow_up_round.reference_date
        ]
    )


async def _came_out(session: TenantSession, a_round: FollowUpRound) -> EarlierRound:
    rows = await session.run(queries.counts(), {"follow_up_round_id": a_round.follow_up_round_id})
    counted = {row.progress: row.how_many for row in rows}
    total = (await session.run(queries.size(), {"plan_id": a_round.plan_id})).scalar_one()
    return EarlierRound(
        occasion=a_round.occasion,
        reference_date=a_round.reference_date,
        total=total,
        counts=tuple(ProgressCount(progress=each, count=counted.get(each.value, 0)) for each in Progress),
    )
