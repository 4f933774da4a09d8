"""What every dialog about the year looks at: the rounds, the plans, and what dates collide with."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.desk import Turn
from domain.plan import Plan
from domain.rounds import FollowUpRound, FollowUpRoundId
from domain.year import collisions as year_collisions
from domain.year.collisions import Collision, Surroundings
from domain.year.rhythm import Rhythm, rhythm_of, usual_rhythm
from domain.year.start import the_one_before
from storage import plans as plan_store
from storage import rounds as round_store
from storage.database import TenantSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenery:
    """The tenant's rounds and plans as they are now."""

    rounds: Sequence[FollowUpRound]
    plans: Sequence[Plan]

    def plan(self, year: int) -> Plan | None:
        """The plan of a year."""
        return next((each for each in self.plans if each.year == year), None)

    def find(self, follow_up_round_id: FollowUpRoundId | None) -> FollowUpRound | None:
        """One of the rounds."""
        return next((each for each in self.rounds if each.follow_up_round_id == follow_up_round_id), None)

    def rhythm(self, follow_up_round: FollowUpRound, turn: Turn) -> Rhythm:
        """The rhythm of the round before for the same accounts, else the usual one."""
        earlier = the_one_before(self.rounds, follow_up_round.occasion, follow_up_round.reference_date)
        return self.rhythm_after(earlier, turn) if earlier else usual_rhythm(follow_up_round.occasion)

    def rhythm_after(self, earlier: FollowUpRound, turn: Turn) -> Rhythm:
        """The rhythm of an earlier round, to be used again."""
        return rhythm_of(earlier, turn.desk.calendar)

    def collisions(self, follow_up_round: FollowUpRound, turn: Turn) -> list[Collision]:
        """What its dates collide with, today."""
        around = Surroundings(
            others=self.rounds,
            today=turn.today,
            calendar=turn.desk.calendar,
            rhythm=self.rhythm(follow_up_round, turn),
        )
        return year_collisions.collisions(follow_up_round, around)


async def scenery(session: TenantSession) -> Scenery:
    """Read it."""
    return Scenery(rounds=await round_store.every(session), plans=await plan_store.every(session))
