"""Everything a report of one round is made of, in records that are kept for years.

They are records of their own rather than the plan's, so that an old report can be read whatever becomes of
the code: nothing is ever taken away or renamed without a new `SCHEMA`. Names are as they were then.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.answers import NextYear, ObstacleKind, Progress, PromiseFate
from domain.plan import OrgUnitKind
from domain.rounds import Occasion, RoundState

SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRecord:
    """The round. Days are local, instants UTC."""

    follow_up_round_id: int
    occasion: Occasion
    reference_date: date
    deadline: date
    opens_at: datetime
    closes_at: datetime
    state: RoundState
    reopened_because: str = ""

    @property
    def is_preliminary(self) -> bool:
        """Whether answers may still come in."""
        return self.state is not RoundState.CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRecord:
    """One answer, the latest in its round.

    `answered_by` and `answered_for` are names; the latter is "" unless a strategist answered instead, for the
    `reason`. `is_late` is after the round's deadline. `corrects` are the ids of the answers in the same round
    that it took the place of, the oldest first.
    """

    answer_id: int
    answered_at: datetime
    answered_by: str
    answered_for: str = ""
    reason: str = ""
    unchanged: bool = False
    is_late: bool = False
    corrects: tuple[int, ...] = ()
    progress: Progress
    percent: int | None = None
    comment: str = ""
    obstacle_kind: ObstacleKind | None = None
    obstacle: str = ""
    next_step: str = ""
    needs_decision: bool = False
    new_end: date | None = None
    indicator_value: Decimal | None = None
    evidence: str = ""
    promise: PromiseFate | None = None
    next_year: NextYear | None = None
    next_year_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValue:
    """A value that was given of an indicator, and in which answer."""

    reference_date: date
    value: Decimal
    answer_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRecord:
    """What is counted, what is to be reached and when, and the values given so far, the oldest first."""

    name: str
    unit: str
    target: Decimal | None = None
    target_year: int | None = None
    values: tuple[IndicatorValue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanActivityRecord:
    """One plan activity with its answer in this round and in the one before.

    `measure` is the measure's number and `org_unit` the unit's name. `has_new_owner` is whether it has
    changed hands since the answer before; False where that is not known.
    """

    plan_activity_id: int
    number: str
    title: str
    description: str
    measure: int
    org_unit: str
    owner: str
    co_owners: tuple[str, ...] = ()
    start: date
    end: date
    indicator: IndicatorRecord | None = None
    answer: AnswerRecord | None = None
    before: AnswerRecord | None = None
    has_new_owner: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRecord:
    """A measure, what it serves, and the names of the units that have adopted it."""

    number: int
    title: str
    description: str
    strategic_priority: str = ""
    focus_areas: tuple[str, ...] = ()
    working_methods: tuple[str, ...] = ()
    adopted_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRecord:
    """A sector or company."""

    name: str
    kind: OrgUnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressCount:
    """How many stood there."""

    progress: Progress
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRound:
    """How an earlier round came out, for the trend."""

    occasion: Occasion
    reference_date: date
    total: int
    counts: tuple[ProgressCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """The whole of it, in the plan's order. `earlier` are the rounds before it, the oldest first.

    `previous_round` is the one that `before` in each plan activity is of; None when there was none.
    """

    schema: int = SCHEMA
    municipality: str
    plan_year: int
    plan_title: str
    is_example: bool
    follow_up_round: RoundRecord
    previous_round: RoundRecord | None
    measures: tuple[MeasureRecord, ...]
    org_units: tuple[UnitRecord, ...]
    plan_activities: tuple[PlanActivityRecord, ...]
    earlier: tuple[EarlierRound, ...] = ()

    @property
    def is_preliminary(self) -> bool:
        """Whether answers may still come in; every document says so."""
        return self.follow_up_round.is_preliminary

    def measure(self, number: int) -> MeasureRecord:
        """The measure with that number."""
        return next(each for each in self.measures if each.number == number)
