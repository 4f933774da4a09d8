"""The rules that a whole plan file must follow, after its cells have been read and its names spelled."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from domain.calendar import WorkCalendar
from domain.people import Role
from domain.plan import PlanId
from domain.plan_file.consequences import without_consequences
from domain.plan_file.entries import AdoptionEntry, Entry, PersonEntry, PlanActivityEntry, PlanEntry, PlanFile
from domain.plan_file.names import with_one_spelling
from domain.plan_file.parsing import NO_NUMBER, NO_START
from domain.plan_file.problems import PlanRefusedError, Problem, ProblemKind, Unified
from domain.plan_file.sheets import Place, Section
from domain.plan_file.spelling import letters
from domain.rounds import usual_round


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A checked file: its content as it would be stored, why it is refused, and what was unified."""

    entries: PlanFile
    problems: tuple[Problem, ...]
    unified: tuple[Unified, ...]

    @property
    def is_refused(self) -> bool:
        """Whether anything must be mended first."""
        return bool(self.problems)

    @property
    def plan(self) -> PlanEntry:
        """The one plan; raises `PlanRefusedError` when the file is refused."""
        if self.is_refused:
            raise PlanRefusedError
        return self.entries.plans[0]


def check(
    plan_file: PlanFile, *, is_email: Callable[[str], bool], at: datetime, calendar: WorkCalendar
) -> Checked:
    """Check everything and tell all problems at once, in the order of the sheets and their rows.

    `is_email` says whether an address is well-formed; `at` decides which follow-ups are over.
    """
    spelled = with_one_spelling(plan_file)
    problems = [
        *spelled.plan_file.problems,
        *spelled.problems,
        *_plan(spelled.plan_file),
        *_uniqueness(spelled.plan_file),
        *_measures_known(spelled.plan_file),
        *_people(spelled.plan_file, is_email),
        *_plan_activities(spelled.plan_file),
        *_earlier_answers(spelled.plan_file),
        *_rounds_over(spelled.plan_file, at, calendar),
    ]
    return Checked(
        entries=_tidied(spelled.plan_file),
        problems=tuple(sorted(without_consequences(problems), key=_position)),
        unified=tuple(sorted(spelled.unified, key=lambda unified: _place_order(unified.place))),
    )


def _position(problem: Problem) -> tuple[int, int]:
    return _place_order(problem.place)


def _place_order(place: Place) -> tuple[int, int]:
    return (-1 if place.section is None else list(Section).index(place.section), place.row)


def _plan(plan_file: PlanFile) -> Iterator[Problem]:
    if not plan_file.plans:
        yield Problem(place=Place(section=Section.PLAN), kind=ProblemKind.NO_PLAN)
    for plan in plan_file.plans[1:]:
        yield Problem(place=plan.place, kind=ProblemKind.SEVERAL_PLANS, value=plan.title)


def _uniqueness(plan_file: PlanFile) -> Iterator[Problem]:
    for section in (
        Section.ORG_UNITS,
        Section.STRATEGIC_PRIORITIES,
        Section.FOCUS_AREAS,
        Section.WORKING_METHODS,
    ):
        yield from _twice(
            plan_file.section(section), ProblemKind.NAME_TWICE, lambda entry: letters(entry.label)
        )
    for section, kind in (
        (Section.MEASURES, ProblemKind.NUMBER_TWICE),
        (Section.ADOPTIONS, ProblemKind.ADOPTION_TWICE),
        (Section.PEOPLE, ProblemKind.EMAIL_TWICE),
        (Section.PLAN_ACTIVITIES, ProblemKind.NUMBER_TWICE),
        (Section.EARLIER_ANSWERS, ProblemKind.ANSWER_TWICE),
    ):
        yield from _twice(plan_file.section(section), kind, lambda entry: entry.key)


def _twice(
    entries: Iterable[Entry], kind: ProblemKind, key: Callable[[Entry], Hashable]
) -> Iterator[Problem]:
    first: dict[Hashable, Entry] = {}
    for entry in entries:
        if not all(entry.key) or not key(entry):
            continue
        earlier = first.setdefault(key(entry), entry)
        if earlier is not entry:
            yield Problem(place=entry.place, kind=kind, value=_named(entry), low=earlier.place.row)


def _named(entry: Entry) -> str:
    return str(entry.key[0]) if len(entry.key) == 1 else entry.label


def _measures_known(plan_file: PlanFile) -> Iterator[Problem]:
    known = {measure.number for measure in plan_file.measures}
    uses: list[AdoptionEntry | PlanActivityEntry] = [*plan_file.adoptions, *plan_file.plan_activities]
    for entry in uses:
        if entry.measure not in {NO_NUMBER, *known}:
            yield Problem(
                place=entry.place,
                kind=ProblemKind.UNKNOWN_MEASURE,
                field="measure",
                value=str(entry.measure),
                choices=tuple(str(number) for number in sorted(known)),
            )


def _people(plan_file: PlanFile, is_email: Callable[[str], bool]) -> Iterator[Problem]:
    known = {person.email for person in plan_file.people}
    for person in plan_file.people:
        if person.email and not is_email(person.email):
            yield Problem(
                place=person.place, kind=ProblemKind.EMAIL_MALFORMED, field="email", value=person.email
            )
        yield from _absence(person, known)


def _absence(person: PersonEntry, known: set[str]) -> Iterator[Problem]:
    given = (person.absent_from, person.absent_to, person.deputy)
    if any(given) and not all(given):
        yield Problem(place=person.place, kind=ProblemKind.ABSENCE_INCOMPLETE, value=person.name)
    if person.absent_from and person.absent_to and person.absent_to < person.absent_from:
        yield _reversed(person.place, person.absent_from.isoformat(), person.absent_to.isoformat())
    if person.deputy and person.deputy not in known:
        yield Problem(
            place=person.place, kind=ProblemKind.UNKNOWN_DEPUTY, field="deputy", value=person.deputy
        )
    if person.deputy and person.deputy == person.email:
        yield Problem(place=person.place, kind=ProblemKind.OWN_DEPUTY, field="deputy", value=person.name)


def _reversed(place: Place, start: str, end: str) -> Problem:
    return Problem(place=place, kind=ProblemKind.DATES_REVERSED, value=end, choices=(start,))


def _plan_activities(plan_file: PlanFile) -> Iterator[Problem]:
    people = {person.email for person in plan_file.people}
    adopters = _adopters(plan_file)
    units = {unit.name for unit in plan_file.org_units}
    for entry in plan_file.plan_activities:
        if entry.end < entry.start:
            yield _reversed(entry.place, entry.start.isoformat(), entry.end.isoformat())
        for field, address in (("owner", entry.owner), *(("co_owners", each) for each in entry.co_owners)):
            if address and address not in people:
                yield Problem(place=entry.place, kind=ProblemKind.UNKNOWN_OWNER, field=field, value=address)
        if entry.org_unit in units and entry.org_unit not in adopters.get(entry.measure, {entry.org_unit}):
            yield _not_adopted(entry, adopters[entry.measure])


def _adopters(plan_file: PlanFile) -> dict[int, set[str]]:
    adopters: dict[int, set[str]] = {measure.number: set() for measure in plan_file.measures}
    for adoption in plan_file.adoptions:
        adopters.setdefault(adoption.measure, set()).add(adoption.org_unit)
    return adopters


def _not_adopted(entry: PlanActivityEntry, adopters: set[str]) -> Problem:
    return Problem(
        place=entry.place,
        kind=ProblemKind.NOT_ADOPTED,
        field="org_unit",
        value=entry.org_unit,
        choices=tuple(sorted(adopters)),
        low=entry.measure,
    )


def _earlier_answers(plan_file: PlanFile) -> Iterator[Problem]:
    people = {person.email for person in plan_file.people}
    numbers = {entry.number for entry in plan_file.plan_activities}
    for entry in plan_file.earlier_answers:
        if entry.plan_activity and entry.plan_activity not in numbers:
            yield Problem(
                place=entry.place,
                kind=ProblemKind.UNKNOWN_PLAN_ACTIVITY,
                field="plan_activity",
                value=entry.plan_activity,
            )
        if entry.answered_by and entry.answered_by not in people:
            yield Problem(
                place=entry.place,
                kind=ProblemKind.UNKNOWN_PERSON,
                field="answered_by",
                value=entry.answered_by,
            )
        if entry.obstacle and not entry.progress.is_off_track:
            yield Problem(place=entry.place, kind=ProblemKind.OBSTACLE_NOT_WANTED, field="obstacle")


def _rounds_over(plan_file: PlanFile, at: datetime, calendar: WorkCalendar) -> Iterator[Problem]:
    answers = [entry for entry in plan_file.earlier_answers if entry.reference_date != NO_START]
    closing = {
        (entry.occasion, entry.reference_date): usual_round(
            PlanId(0), entry.occasion, entry.reference_date, calendar
        ).closes_at
        for entry in answers
    }
    for entry in answers:
        if closing[entry.occasion, entry.reference_date] > at:
            yield Problem(
                place=entry.place,
                kind=ProblemKind.ROUND_NOT_OVER,
                field="reference_date",
                value=entry.reference_date.isoformat(),
            )


def _tidied(plan_file: PlanFile) -> PlanFile:
    owners = {address for entry in plan_file.plan_activities for address in (entry.owner, *entry.co_owners)}
    return replace(
        plan_file,
        people=tuple(_with_owner_role(person, owners) for person in plan_file.people),
        plan_activities=tuple(
            replace(entry, co_owners=tuple(sorted({*entry.co_owners} - {entry.owner})))
            for entry in plan_file.plan_activities
        ),
    )


def _with_owner_role(person: PersonEntry, owners: set[str]) -> PersonEntry:
    # Whoever owns a plan activity is an owner, whatever the list of roles forgot to say.
    if person.email not in owners:
        return person
    return replace(person, roles=tuple(role for role in Role if role in {Role.OWNER, *person.roles}))
