"""The response ledger: how soon, how easily and how often people answered, by unit and in all."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import mean, median

from domain.calendar import WorkCalendar
from domain.people import OrgUnitId
from domain.plan import OrgUnit
from domain.rounds import FollowUpRound

# With fewer than these a middle value says more about one person than about the unit.
FEWEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A plan activity in a round, and the first answer to it when there is one.

    `reminded_at` is when whoever answered got their first reminder, and `reminders` how many they had got
    before they answered; people may answer before they are reminded. `taps` is what the cards say that it
    took, which nothing vouches for: a figure to learn from, not to judge by.
    """

    org_unit_id: OrgUnitId
    answered_at: datetime | None = None
    reminded_at: datetime | None = None
    reminders: int = 0
    taps: int | None = None
    is_unchanged: bool = False
    is_on_behalf: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A middle value or a mean of `of` answers; None when they are too few."""

    value: float | None
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseFigures:
    """`asked` plan activities, of which `answered`; the last four are how many of the answered.

    `working_days` run from the first reminder to the answer: 0 is the same day.
    """

    asked: int
    answered: int
    in_time: int
    unchanged: int
    on_behalf: int
    working_days: Figure
    taps: Figure
    reminders: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFigures:
    """One unit's, and its figures of the round before when it was asked then."""

    org_unit: OrgUnit
    figures: ResponseFigures
    before: ResponseFigures | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseLedger:
    """A round's, those who have most left first; `before` is the round before it, when there is one."""

    follow_up_round: FollowUpRound
    whole: ResponseFigures
    units: tuple[UnitFigures, ...]
    before: FollowUpRound | None = None
    whole_before: ResponseFigures | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOfResponses:
    """A round with all its responses."""

    follow_up_round: FollowUpRound
    responses: Sequence[Response]


def response_ledger(
    now: RoundOfResponses,
    before: RoundOfResponses | None,
    org_units: Mapping[OrgUnitId, OrgUnit],
    calendar: WorkCalendar,
) -> ResponseLedger:
    """Both rounds side by side."""
    earlier = _by_unit(before, calendar) if before else {}
    units = [
        UnitFigures(org_unit=org_units[unit_id], figures=figures, before=earlier.get(unit_id))
        for unit_id, figures in _by_unit(now, calendar).items()
    ]
    return ResponseLedger(
        follow_up_round=now.follow_up_round,
        whole=_figures(now.responses, now.follow_up_round.deadline, calendar),
        units=tuple(sorted(units, key=_most_left_first)),
        before=before.follow_up_round if before else None,
        whole_before=_figures(before.responses, before.follow_up_round.deadline, calendar)
        if before
        else None,
    )


def round_before(follow_up_round: FollowUpRound, every: Iterable[FollowUpRound]) -> FollowUpRound | None:
    """The one with the nearest earlier reference date."""
    earlier = [each for each in every if each.reference_date < follow_up_round.reference_date]
    return max(earlier, key=lambda each: each.reference_date, default=None)


def _most_left_first(unit: UnitFigures) -> tuple[int, str]:
    return unit.figures.answered - unit.figures.asked, unit.org_unit.name.casefold()


def _by_unit(a_round: RoundOfResponses, calendar: WorkCalendar) -> dict[OrgUnitId, ResponseFigures]:
    found: dict[OrgUnitId, list[Response]] = defaultdict(list)
    for response in a_round.responses:
        found[response.org_unit_id].append(response)
    deadline = a_round.follow_up_round.deadline
    return {unit_id: _figures(theirs, deadline, calendar) for unit_id, theirs in found.items()}


def _figures(responses: Collection[Response], deadline: date, calendar: WorkCalendar) -> ResponseFigures:
    answered = [(each, each.answered_at) for each in responses if each.answered_at is not None]
    days = [
        max(0, calendar.working_days_between(calendar.local_day(each.reminded_at), calendar.local_day(at)))
        for each, at in answered
        if each.reminded_at is not None
    ]
    reminders = [each.reminders for each, _ in answered]
    return ResponseFigures(
        asked=len(responses),
        answered=len(answered),
        in_time=sum(calendar.local_day(at) <= deadline for _, at in answered),
        unchanged=sum(each.is_unchanged for each, _ in answered),
        on_behalf=sum(each.is_on_behalf for each, _ in answered),
        working_days=_middle(days),
        taps=_middle([each.taps for each, _ in answered if each.taps is not None]),
        reminders=Figure(
            value=round(mean(reminders), 1) if len(reminders) >= FEWEST else None, of=len(reminders)
        ),
    )


def _middle(values: Collection[int]) -> Figure:
    return Figure(value=median(values) if len(values) >= FEWEST else None, of=len(values))
