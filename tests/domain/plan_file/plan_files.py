"""A small plan file that is right, for tests to break one thing in."""

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.answers import Progress
from domain.calendar import WorkCalendar
from domain.people import Role
from domain.plan import OrgUnitKind
from domain.plan_file.checks import Checked, check
from domain.plan_file.entries import (
    AdoptionEntry,
    EarlierAnswerEntry,
    FocusAreaEntry,
    MeasureEntry,
    OrgUnitEntry,
    PersonEntry,
    PlanActivityEntry,
    PlanEntry,
    PlanFile,
    StrategicPriorityEntry,
    WorkingMethodEntry,
)
from domain.plan_file.problems import ProblemKind
from domain.plan_file.sheets import Place, Section
from domain.rounds import Occasion

AT = datetime(2023, 8, 21, 7, tzinfo=UTC)
CALENDAR = WorkCalendar()
ANNA, BO, CLARA = "anna@borlange.example", "bo@borlange.example", "clara@borlange.example"


def person(email: str = ANNA, row: int = 2, org_unit: str = "Hushagen") -> PersonEntry:
    name = email.split("@", maxsplit=1)[0].title()
    return PersonEntry(
        place=Place(section=Section.PEOPLE, row=row),
        name=name,
        email=email,
        org_unit=org_unit,
        roles=(Role.OWNER,),
    )


def plan_activity(number: str = "1.1", row: int = 2, owner: str = ANNA) -> PlanActivityEntry:
    return PlanActivityEntry(
        place=Place(section=Section.PLAN_ACTIVITIES, row=row),
        number=number,
        measure=1,
        org_unit="Hushagen",
        title=f"Byt ut bil {number}",
        owner=owner,
        start=date(2023, 1, 15),
        end=date(2023, 12, 15),
    )


def earlier_answer(number: str = "1.1", row: int = 2, comment: str = "Det går bra.") -> EarlierAnswerEntry:
    return EarlierAnswerEntry(
        place=Place(section=Section.EARLIER_ANSWERS, row=row),
        plan_activity=number,
        occasion=Occasion.ANNUAL_ACCOUNTS,
        reference_date=date(2022, 12, 31),
        progress=Progress.ON_TRACK,
        percent=40,
        comment=comment,
        next_step="Upphandla laddstolpar",
        answered_by=ANNA,
        answered_on=date(2023, 1, 12),
    )


def plan_file() -> PlanFile:
    return PlanFile(
        plans=(PlanEntry(place=Place(section=Section.PLAN, row=2), year=2023, title="Handlingsplan 2023"),),
        org_units=(
            OrgUnitEntry(name="Hushagen", unit_kind=OrgUnitKind.COMPANY),
            OrgUnitEntry(name="Tunabyggen", unit_kind=OrgUnitKind.COMPANY),
        ),
        strategic_priorities=(StrategicPriorityEntry(name="Klimat"),),
        focus_areas=(
            FocusAreaEntry(name="Bygg och bo hållbart", strategic_priority="Klimat"),
            FocusAreaEntry(name="Res hållbart"),
        ),
        working_methods=(WorkingMethodEntry(name="Kommunen går före"),),
        measures=(
            MeasureEntry(
                place=Place(section=Section.MEASURES, row=2),
                number=1,
                title="Ställa om fordonsflottan",
                focus_areas=("Res hållbart",),
                working_methods=("Kommunen går före",),
            ),
            MeasureEntry(place=Place(section=Section.MEASURES, row=3), number=2, title="Bygga nytt"),
        ),
        adoptions=(
            AdoptionEntry(place=Place(section=Section.ADOPTIONS, row=2), measure=1, org_unit="Hushagen"),
            AdoptionEntry(place=Place(section=Section.ADOPTIONS, row=3), measure=2, org_unit="Tunabyggen"),
        ),
        people=(person(), person(BO, 3)),
        plan_activities=(plan_activity(), plan_activity("1.2", 3, BO)),
        earlier_answers=(earlier_answer(),),
    )


def looks_like_email(address: str) -> bool:
    return "@" in address


def checked(**changes: object) -> Checked:
    changed = replace(plan_file(), **changes)  # type: ignore[arg-type] # the tests name real fields
    return check(changed, is_email=looks_like_email, at=AT, calendar=CALENDAR)


def kinds(**changes: object) -> list[ProblemKind]:
    return [problem.kind for problem in checked(**changes).problems]
