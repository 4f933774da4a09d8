"""What one owner has to answer in a round, and what they have answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.answers import OVER, Answer
from domain.people import Person
from domain.plan import Measure, OrgUnit, PlanActivity, PlanActivityId
from domain.rounds import FollowUpRound


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One plan activity with the latest answer of this round and of an earlier one.

    The earlier one may have been given about the plan activity of an earlier year that this one continues.
    """

    plan_activity: PlanActivity
    measure: Measure
    org_unit: OrgUnit
    answer: Answer | None = None
    answered_by_name: str = ""
    answered_for_name: str = ""
    owner_name: str = ""
    previous: Answer | None = None

    @property
    def is_answered(self) -> bool:
        """Whether the round has its answer."""
        return self.answer is not None

    @property
    def begins_anew(self) -> bool:
        """Whether it is in the plan again although nothing was left of it the year before."""
        last = self.previous
        is_carried = last is not None and last.plan_activity_id != self.plan_activity.plan_activity_id
        return last is not None and is_carried and last.statement.progress in OVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Worklist:
    """Everything one person owns in a round, outstanding first, in the plan's order.

    `deadline` is the person's own, when they have been given more time, and `asked_until` what they have
    asked for and not been answered about. `handed_to` is who is asked to take over what, "" when the
    strategists are to decide.
    """

    owner: Person
    follow_up_round: FollowUpRound
    items: tuple[WorkItem, ...]
    deadline: date | None = None
    asked_until: date | None = None
    handed_to: Mapping[PlanActivityId, str] = field(default_factory=dict)
    outstanding: tuple[WorkItem, ...] = field(init=False, repr=False, compare=False)
    """What is still to be answered; a card asks for it ten times."""

    answered: tuple[WorkItem, ...] = field(init=False, repr=False, compare=False)
    """What has its answer."""

    due_by: date = field(init=False, repr=False, compare=False)
    """The last day for this person's answers."""

    def __post_init__(self) -> None:
        left = tuple([item for item in self.items if item.answer is None])
        answered = tuple([item for item in self.items if item.answer is not None])
        object.__setattr__(self, "outstanding", left)
        object.__setattr__(self, "answered", answered)
        latest = self.follow_up_round.deadline
        object.__setattr__(self, "due_by", max(self.deadline, latest) if self.deadline else latest)

    @property
    def numbered(self) -> tuple[tuple[int, WorkItem], ...]:
        """Every item with its number on the list: 1, 2, 3 in the plan's order, whatever has been answered."""
        return tuple(enumerate(self.items, start=1))

    @property
    def in_order(self) -> tuple[WorkItem, ...]:
        """Outstanding items first, then the answered ones."""
        return self.outstanding + self.answered


def worklist_of(owner: Person, follow_up_round: FollowUpRound, items: tuple[WorkItem, ...]) -> Worklist:
    """The part of a round's items that one person owns or co-owns."""
    theirs = tuple(item for item in items if item.plan_activity.is_owned_by(owner.person_id))
    return Worklist(owner=owner, follow_up_round=follow_up_round, items=theirs)
