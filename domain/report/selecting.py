"""Which plan activities stand behind each figure of a report."""

from collections.abc import Callable, Iterable
from datetime import date

from domain.answers import ObstacleKind, Progress, PromiseFate
from domain.report.counting import has_moved_end
from domain.report.data import PlanActivityRecord, ReportData

Records = tuple[PlanActivityRecord, ...]


def in_state(records: Iterable[PlanActivityRecord], progress: Progress | None) -> Records:
    """Those that stand there; None are those without an answer."""
    return tuple(each for each in records if (each.answer.progress if each.answer else None) is progress)


def answered(records: Iterable[PlanActivityRecord]) -> Records:
    """Those with an answer."""
    return tuple(each for each in records if each.answer)


def of_measure(data: ReportData, number: int) -> Records:
    """Everything under a measure."""
    return tuple(each for each in data.plan_activities if each.measure == number)


def of_unit(data: ReportData, name: str) -> Records:
    """Everything that a unit does."""
    return tuple(each for each in data.plan_activities if each.org_unit == name)


def unchanged(records: Iterable[PlanActivityRecord]) -> Records:
    """Those whose answer repeats the last one."""
    return tuple(each for each in records if each.answer and each.answer.unchanged)


def on_behalf(records: Iterable[PlanActivityRecord]) -> Records:
    """Those that a strategist has answered about instead of the owner."""
    return tuple(each for each in records if each.answer and each.answer.answered_for)


def late(records: Iterable[PlanActivityRecord]) -> Records:
    """Those that were answered after the deadline."""
    return tuple(each for each in records if each.answer and each.answer.is_late)


def decisions(records: Iterable[PlanActivityRecord]) -> Records:
    """Those that need a decision."""
    return tuple(each for each in records if each.answer and each.answer.needs_decision)


def off_track(records: Iterable[PlanActivityRecord]) -> Records:
    """What needs a decision first, then what is dropped, then what is delayed; each once."""
    every = tuple(records)
    found = (
        *decisions(every),
        *in_state(every, Progress.DROPPED),
        *in_state(every, Progress.DELAYED),
    )
    return tuple(dict.fromkeys(found))


def hindered(records: Iterable[PlanActivityRecord], kind: ObstacleKind) -> Records:
    """Those with an obstacle of that kind."""
    return tuple(each for each in records if each.answer and each.answer.obstacle_kind is kind)


def compared(records: Iterable[PlanActivityRecord]) -> Records:
    """Those with an answer both now and in the previous round."""
    return tuple(each for each in records if each.answer and each.before)


def became(records: Iterable[PlanActivityRecord], progress: Progress) -> Records:
    """Those that stand there now and stood elsewhere in the previous round."""
    return _turned(records, lambda before, now: now is progress and before is not progress)


def back_on_track(records: Iterable[PlanActivityRecord]) -> Records:
    """Those that were delayed or dropped and are on track."""
    return _turned(records, lambda before, now: now is Progress.ON_TRACK and before.is_off_track)


def _turned(records: Iterable[PlanActivityRecord], is_so: Callable[[Progress, Progress], bool]) -> Records:
    return tuple(
        each
        for each in records
        if each.answer and each.before and is_so(each.before.progress, each.answer.progress)
    )


def new_owners(records: Iterable[PlanActivityRecord]) -> Records:
    """Those that have changed hands since the previous round."""
    return tuple(each for each in records if each.has_new_owner)


def moved_ends(records: Iterable[PlanActivityRecord]) -> Records:
    """Those that have got another end date since the previous round."""
    return tuple(each for each in records if has_moved_end(each.answer, each.before))


def promised(records: Iterable[PlanActivityRecord]) -> Records:
    """Those with a next step in the previous round."""
    return tuple(each for each in records if each.before and each.before.next_step)


def promise_became(records: Iterable[PlanActivityRecord], fate: PromiseFate | None) -> Records:
    """Those whose promised next step came to that; None are those of which nothing is said."""
    return tuple(each for each in promised(records) if (each.answer.promise if each.answer else None) is fate)


def with_indicator(records: Iterable[PlanActivityRecord]) -> Records:
    """Those that are measured by an indicator."""
    return tuple(each for each in records if each.indicator)


def answer_days(
    records: Iterable[PlanActivityRecord], local_day: Callable[..., date]
) -> tuple[date, date] | None:
    """The first and the last day on which somebody answered; None when nobody has."""
    days = sorted(local_day(each.answer.answered_at) for each in records if each.answer)
    return (days[0], days[-1]) if days else None
