"""People, rounds, plan activities and answers for tests of the rules, with only what the test names."""

from datetime import UTC, date, datetime

from domain.answers import Answer, AnswerId, Obstacle, ObstacleKind, Progress, Statement
from domain.calendar import WorkCalendar
from domain.people import Absence, OrgUnitId, Person, PersonId, Role
from domain.plan import Measure, MeasureId, OrgUnit, OrgUnitKind, PlanActivity, PlanActivityId, PlanId
from domain.rounds import FollowUpRound, FollowUpRoundId, Occasion, RoundState, usual_round
from domain.worklist import WorkItem

CALENDAR = WorkCalendar()
SECTOR = OrgUnit(org_unit_id=OrgUnitId(1), name="Sektor bildning", kind=OrgUnitKind.SECTOR)
COMPANY = OrgUnit(org_unit_id=OrgUnitId(2), name="Tunabyggen", kind=OrgUnitKind.COMPANY)
ENERGY = Measure(measure_id=MeasureId(1), number=1, title="Egen solel", description="")
FOOD = Measure(measure_id=MeasureId(2), number=2, title="Klimatsmart mat", description="")
ANSWERED_AT = datetime(2023, 8, 23, 8, tzinfo=UTC)


def person(number: int = 1, name: str = "Karin Ek", *roles: Role, absence: Absence | None = None) -> Person:
    return Person(
        person_id=PersonId(number),
        name=name,
        email=f"{number}@borlange.example",
        org_unit_id=SECTOR.org_unit_id,
        roles=frozenset(roles) or frozenset({Role.OWNER}),
        absence=absence,
    )


def away(deputy: int, first_day: date = date(2023, 8, 14), last_day: date = date(2023, 9, 15)) -> Absence:
    return Absence(first_day=first_day, last_day=last_day, deputy_id=PersonId(deputy))


def by_id(*people: Person) -> dict[PersonId, Person]:
    return {each.person_id: each for each in people}


def interim(state: RoundState = RoundState.OPEN, year: int = 2023) -> FollowUpRound:
    return _round(Occasion.INTERIM_ACCOUNTS, date(year, 8, 31), state)


def annual(state: RoundState = RoundState.OPEN, year: int = 2023) -> FollowUpRound:
    return _round(Occasion.ANNUAL_ACCOUNTS, date(year, 12, 31), state)


def _round(occasion: Occasion, reference_date: date, state: RoundState) -> FollowUpRound:
    usual = usual_round(PlanId(1), occasion, reference_date, CALENDAR)
    return FollowUpRound(
        follow_up_round_id=FollowUpRoundId(reference_date.toordinal()),
        plan_id=usual.plan_id,
        occasion=occasion,
        reference_date=reference_date,
        opens_at=usual.opens_at,
        deadline=usual.deadline,
        closes_at=usual.closes_at,
        state=state,
        steps=usual.steps,
    )


def statement(progress: Progress = Progress.ON_TRACK, **fields: object) -> Statement:
    obstacle = (
        Obstacle(kind=ObstacleKind.MONEY, text="Pengarna räcker inte.") if progress.is_off_track else None
    )
    return Statement(progress=progress, obstacle=obstacle, **fields)  # type: ignore[arg-type]


def answer(progress: Progress = Progress.ON_TRACK, *, unchanged: bool = False, **fields: object) -> Answer:
    return Answer(
        answer_id=AnswerId(1),
        follow_up_round_id=FollowUpRoundId(1),
        plan_activity_id=PlanActivityId(1),
        statement=statement(progress, **fields),
        answered_by=PersonId(1),
        answered_at=ANSWERED_AT,
        unchanged=unchanged,
    )


def plan_activity(number: int = 1, owner: int = 1, *co_owners: int) -> PlanActivity:
    return PlanActivity(
        plan_activity_id=PlanActivityId(number),
        number=f"1.{number}",
        title="Solceller på fem skoltak",
        description="",
        measure_id=ENERGY.measure_id,
        org_unit_id=SECTOR.org_unit_id,
        owner_id=PersonId(owner),
        co_owner_ids=frozenset(PersonId(each) for each in co_owners),
        start=date(2023, 1, 1),
        end=date(2023, 12, 31),
    )


def item(
    number: int = 1,
    owner: int = 1,
    *co_owners: int,
    answered: Answer | None = None,
    measure: Measure = ENERGY,
    org_unit: OrgUnit = SECTOR,
) -> WorkItem:
    return WorkItem(
        plan_activity=plan_activity(number, owner, *co_owners),
        measure=measure,
        org_unit=org_unit,
        answer=answered,
    )
