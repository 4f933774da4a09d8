"""What the API answers with. Fields may be added while the address says v1; none is taken away."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from domain.answers import NextYear, ObstacleKind, Progress, PromiseFate
from domain.plan import OrgUnitKind
from domain.rounds import Occasion, RoundState

NAME = "Null without the role People.Read."
DECIMAL = "A decimal number as text, with a point."


class OrgUnit(BaseModel):
    """A sector of the municipality or a company that it owns."""

    org_unit_id: int
    name: str
    kind: OrgUnitKind


class Measure(BaseModel):
    """What has been decided, and which units have taken it on."""

    measure_id: int
    number: int
    title: str
    description: str
    adopted_by: list[int] = Field(description="Ids of units.")


class Plan(BaseModel):
    """The action plan of a year."""

    plan_id: int
    year: int
    title: str
    org_units: list[OrgUnit]
    measures: list[Measure]


class Indicator(BaseModel):
    """What shows that a plan activity has effect."""

    name: str
    unit: str
    target: str | None = Field(description=DECIMAL)
    target_year: int | None


class PlanActivity(BaseModel):
    """What one unit is to do under one measure."""

    plan_activity_id: int
    number: str
    title: str
    description: str
    measure_id: int
    org_unit_id: int
    start: date
    end: date
    indicator: Indicator | None
    owner: str | None = Field(description=NAME)


class PlanActivities(BaseModel):
    """A page of plan activities."""

    items: list[PlanActivity]
    next: int | None = Field(description="The cursor of the next page; null on the last.")


class Round(BaseModel):
    """A follow-up of a plan."""

    round_id: int
    plan_id: int
    occasion: Occasion
    reference_date: date
    opens_at: datetime
    deadline: date
    closes_at: datetime
    state: RoundState


class Rounds(BaseModel):
    """Every follow-up, the oldest reference date first."""

    items: list[Round]


class Obstacle(BaseModel):
    """What stands in the way."""

    kind: ObstacleKind
    text: str


class Answer(BaseModel):
    """What somebody said of a plan activity. A correction is a new answer with a new id."""

    answer_id: int
    plan_activity_id: int
    number: str
    org_unit_id: int
    progress: Progress
    percent: int | None
    comment: str
    obstacle: Obstacle | None
    next_step: str
    needs_decision: bool
    new_end: date | None
    indicator_value: str | None = Field(description=DECIMAL)
    evidence: str
    promise: PromiseFate | None
    next_year: NextYear | None
    next_year_note: str
    unchanged: bool
    on_behalf: bool
    answered_at: datetime
    answered_by: str | None = Field(description=NAME)
    answered_for: str | None = Field(description=f"Whom a strategist answered for. {NAME}")
    source: str | None = Field(description="The service that brought it; null when it was given here.")
    given_at: datetime | None = Field(description="When it was given in that service, if it said so.")


class Answers(BaseModel):
    """A page of answers, in the order they were given."""

    items: list[Answer]
    next: int | None = Field(description="The cursor of the next page; null on the last.")


class Tally(BaseModel):
    """How many plan activities stand where. Those without an answer belong to every total."""

    total: int
    answered: int
    missing: int
    unchanged: int
    on_behalf: int
    not_started: int
    on_track: int
    delayed: int
    done: int
    dropped: int


class MeasureTally(BaseModel):
    """One measure's counts."""

    measure_id: int
    number: int
    counts: Tally


class OrgUnitTally(BaseModel):
    """One unit's counts."""

    org_unit_id: int
    name: str
    counts: Tally


class Changes(BaseModel):
    """What has changed since the round that is compared with."""

    compared: int
    became_delayed: int
    back_on_track: int
    finished: int
    dropped: int
    new_owners: int
    moved_ends: int


class ObstacleTally(BaseModel):
    """How many plan activities meet one kind of obstacle."""

    kind: ObstacleKind
    count: int


class Approved(BaseModel):
    """The latest approved version of the report."""

    version: int
    answers_since: int


class Summary(BaseModel):
    """How a round stands: the same figures as on the director's card."""

    round: Round
    compared_with: int | None = Field(description="The id of the round that changes are counted from.")
    is_preliminary: bool
    counts: Tally
    needs_decision: int
    by_measure: list[MeasureTally]
    by_org_unit: list[OrgUnitTally]
    changes: Changes
    obstacles: list[ObstacleTally]
    approved: Approved | None


class ReportVersion(BaseModel):
    """One approved version of a round's report."""

    version: int
    sha256: str = Field(description="The checksum of its data as canonical JSON (RFC 8785).")
    sealed_at: datetime
    sealed_by: str | None = Field(description=NAME)
    reason: str
    is_superseded: bool


class ReportVersions(BaseModel):
    """Every approved version, the first one first."""

    items: list[ReportVersion]


class OpenReport(BaseModel):
    """A version as open data: see docs/open-data.md and docs/open-data.schema.json."""

    language: str
    mark: str
    sha256: str
    is_draft: bool
    is_preliminary: bool
    is_superseded: bool
    made_on: date
