"""A small plan of round numbers to draw cards from; every text in it can be set to the same hostile one."""

from dataclasses import replace
from datetime import UTC, date, datetime

from domain import overview as overviews
from domain.answers import Answer, AnswerId, Obstacle, ObstacleKind, Progress, Statement
from domain.contact import ContactState
from domain.overview import Overview
from domain.people import OrgUnitId, Person, PersonId, Role
from domain.plan import Measure, MeasureId, OrgUnit, OrgUnitKind, PlanActivity, PlanActivityId, PlanId
from domain.rounds import FollowUpRound, FollowUpRoundId, Occasion, RoundState
from domain.summary.compiled import Summary
from domain.worklist import WorkItem, Worklist
from tests.summaries import summary_of

TODAY = date(2023, 8, 24)
DEADLINE = date(2023, 9, 12)
OPENS_AT = datetime(2023, 8, 22, 6, tzinfo=UTC)
CLOSES_AT = datetime(2023, 9, 19, 14, tzinfo=UTC)
ANSWERED_AT = datetime(2023, 8, 24, 7, 5, tzinfo=UTC)
STATES = (*Progress, None)


def follow_up_round(state: RoundState = RoundState.OPEN) -> FollowUpRound:
    return FollowUpRound(
        follow_up_round_id=FollowUpRoundId(7),
        plan_id=PlanId(1),
        occasion=Occasion.INTERIM_ACCOUNTS,
        reference_date=date(2023, 8, 31),
        opens_at=OPENS_AT,
        deadline=DEADLINE,
        closes_at=CLOSES_AT,
        state=state,
    )


def person(number: int = 1, name: str = "Karin Ståhlberg", org_unit_id: int = 1) -> Person:
    return Person(
        person_id=PersonId(number),
        name=name,
        email=f"person{number}@borlange.example",
        org_unit_id=OrgUnitId(org_unit_id),
        roles=frozenset({Role.OWNER}),
    )


def org_unit(number: int = 1, name: str = "Tunabyggen") -> OrgUnit:
    return OrgUnit(org_unit_id=OrgUnitId(number), name=name, kind=OrgUnitKind.COMPANY)


def measure(number: int = 1, title: str = "Giftfria verksamheter") -> Measure:
    return Measure(measure_id=MeasureId(number), number=number, title=title, description=title)


def statement(
    progress: Progress = Progress.ON_TRACK, text: str = "Det går bra.", *, needs_decision: bool = False
) -> Statement:
    obstacle = Obstacle(kind=ObstacleKind.MONEY, text=text) if progress.is_off_track else None
    return Statement(
        progress=progress,
        percent=40,
        comment=text,
        obstacle=obstacle,
        next_step=text,
        needs_decision=needs_decision,
    )


def answer(said: Statement, number: int = 1, *, unchanged: bool = False) -> Answer:
    return Answer(
        answer_id=AnswerId(number),
        follow_up_round_id=FollowUpRoundId(7),
        plan_activity_id=PlanActivityId(number),
        statement=said,
        answered_by=PersonId(1),
        answered_at=ANSWERED_AT,
        unchanged=unchanged,
    )


def item(
    number: int = 1,
    now: Statement | None = None,
    *,
    owner: Person | None = None,
    unit: OrgUnit | None = None,
    belongs_to: Measure | None = None,
    previous: Statement | None = None,
    text: str = "Byt lampor i trapphusen",
    unchanged: bool = False,
) -> WorkItem:
    owned_by = owner or person()
    part_of, done_by = belongs_to or measure(), unit or org_unit()
    return WorkItem(
        plan_activity=PlanActivity(
            plan_activity_id=PlanActivityId(number),
            number=f"{part_of.number}.{number}",
            title=text,
            description=text,
            measure_id=part_of.measure_id,
            org_unit_id=done_by.org_unit_id,
            owner_id=owned_by.person_id,
            start=date(2023, 1, 1),
            end=date(2023, 12, 31),
        ),
        measure=part_of,
        org_unit=done_by,
        answer=answer(now, number, unchanged=unchanged) if now else None,
        answered_by_name=owned_by.name if now else "",
        owner_name=owned_by.name,
        previous=answer(previous, number) if previous else None,
    )


def worklist(items: tuple[WorkItem, ...], state: RoundState = RoundState.OPEN) -> Worklist:
    return Worklist(owner=person(), follow_up_round=follow_up_round(state), items=items)


def overview(
    units: int = 3,
    each: int = 4,
    *,
    name: str = "",
    state: RoundState = RoundState.OPEN,
    answered: int = 1,
    contact: ContactState | None = ContactState.ACTIVE,
) -> Overview:
    """`units` units with `each` activities of as many owners, of which the first `answered` are answered."""
    items, people = [], {}
    for unit_number in range(1, units + 1):
        unit = org_unit(unit_number, name or f"Enhet {unit_number:02}")
        for place in range(each):
            number = unit_number * 1000 + place
            owner = person(number, name or f"Person {number}", unit_number)
            people[owner.person_id] = owner
            said = statement() if place < answered else None
            items.append(item(number, said, owner=owner, unit=unit))
    contacts = dict.fromkeys(people, contact) if contact else {}
    return overviews.overview(
        follow_up_round(state), items, people, {key: value for key, value in contacts.items() if value}
    )


def earlier_round(state: RoundState = RoundState.CLOSED) -> FollowUpRound:
    """The annual accounts before."""
    return replace(
        follow_up_round(state),
        follow_up_round_id=FollowUpRoundId(6),
        occasion=Occasion.ANNUAL_ACCOUNTS,
        reference_date=date(2022, 12, 31),
    )


def items(units: int = 2, measures: int = 2, *, text: str = "Byt lampor") -> tuple[WorkItem, ...]:
    """One activity for every unit and measure; the states come round in turn, the missing among them."""
    found = []
    for unit_number in range(1, units + 1):
        unit = org_unit(unit_number, f"{unit_number} {text}")
        for measure_number in range(1, measures + 1):
            number = unit_number * 1000 + measure_number
            progress = STATES[(unit_number + measure_number) % len(STATES)]
            before = STATES[(2 * unit_number + measure_number) % len(STATES)]
            said = statement(progress, text, needs_decision=number % 5 == 0) if progress else None
            found.append(
                item(
                    number,
                    said,
                    owner=person(unit_number, text),
                    unit=unit,
                    belongs_to=measure(measure_number, text),
                    previous=statement(before, text) if before else None,
                    text=text,
                )
            )
    return tuple(found)


def summary(
    units: int = 2, measures: int = 2, *, text: str = "Byt lampor", state: RoundState = RoundState.OPEN
) -> Summary:
    """Those items compiled, compared with the annual accounts before."""
    return summary_of(follow_up_round(state), items(units, measures, text=text), previous=earlier_round())
