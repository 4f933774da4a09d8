"""What a page’s address asks for: which round, which part of it, in which order."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from domain.answers import ObstacleKind, Progress
from domain.people import OrgUnitId
from domain.plan import MeasureId
from domain.rounds import FollowUpRoundId
from domain.summary.selection import Order, Selection

OVERVIEW = "/overview"
ANSWERS = "#answers"
LARGEST_NUMBER = 2**31 - 1
LONGEST_NUMBER = 10
LONGEST_TEXT = 100
# States that are no progress.
MISSING, NOTEWORTHY, DECISION = "missing", "noteworthy", "decision"

Member = TypeVar("Member", bound=StrEnum)


class QueryError(ValueError):
    """The address asks for something that there is not: the page says so, and offers everything instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A place on the overview; without a round it is the one that people mean."""

    follow_up_round_id: FollowUpRoundId | None = None
    selection: Selection = field(default_factory=Selection)
    order: Order = Order.URGENCY
    page: int = 0

    def address(self, place: str = "") -> str:
        """The same as an address, at that place on the page."""
        asked = {name: value for name, value in _parts(self) if value not in {None, ""}}
        return f"{OVERVIEW}?{urlencode(asked)}{place}" if asked else f"{OVERVIEW}{place}"

    def about(self, selection: Selection) -> str:
        """The address of the answers of another selection in the same round."""
        return replace(self, selection=selection, page=0).address(ANSWERS)


def query_of(asked: Mapping[str, str]) -> Query:
    """Read an address’s parameters; raises `QueryError`. What is unknown to us is passed over."""
    unit, measure, follow_up_round = (_id(asked, name) for name in ("unit", "measure", "round"))
    chosen = Selection(
        org_unit_id=OrgUnitId(unit) if unit else None,
        measure_id=MeasureId(measure) if measure else None,
        focus_area=_id(asked, "area"),
        strategic_priority=_id(asked, "priority"),
        working_method=_id(asked, "method"),
        obstacle=_member(asked, "obstacle", ObstacleKind),
        text=_text(asked),
    )
    return Query(
        follow_up_round_id=FollowUpRoundId(follow_up_round) if follow_up_round else None,
        selection=_in_state(chosen, asked.get("state", "")),
        order=_member(asked, "order", Order) or Order.URGENCY,
        page=(_id(asked, "page") or 1) - 1,
    )


def state_of(selection: Selection) -> str:
    """The state that is chosen, as addresses have it; "" for any."""
    if selection.is_missing:
        return MISSING
    if selection.is_noteworthy:
        return NOTEWORTHY
    if selection.needs_decision:
        return DECISION
    return selection.progress.value if selection.progress else ""


def _in_state(selection: Selection, state: str) -> Selection:
    match state:
        case "":
            return selection
        case "missing":
            return selection.in_state(None)
        case "noteworthy":
            return replace(selection, is_noteworthy=True)
        case "decision":
            return replace(selection, needs_decision=True)
        case _ if state in set(Progress):
            return selection.in_state(Progress(state))
        case _:
            raise QueryError(state)


def _parts(query: Query) -> list[tuple[str, object]]:
    chosen = query.selection
    return [
        ("round", query.follow_up_round_id),
        ("unit", chosen.org_unit_id),
        ("measure", chosen.measure_id),
        ("area", chosen.focus_area),
        ("priority", chosen.strategic_priority),
        ("method", chosen.working_method),
        ("state", state_of(chosen)),
        ("obstacle", chosen.obstacle.value if chosen.obstacle else None),
        ("text", chosen.text),
        ("order", query.order.value if query.order is not Order.URGENCY else None),
        ("page", query.page + 1 if query.page else None),
    ]


def _id(asked: Mapping[str, str], name: str) -> int | None:
    text = asked.get(name, "")
    return _number(text) if text else None


def _number(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    if not is_number or not 0 < int(text) <= LARGEST_NUMBER:
        raise QueryError(text)
    return int(text)


def _member(asked: Mapping[str, str], name: str, kind: type[Member]) -> Member | None:
    text = asked.get(name, "")
    if text and text not in set(kind):
        raise QueryError(text)
    return kind(text) if text else None


def _text(asked: Mapping[str, str]) -> str:
    """The words on one line; a database takes no null character."""
    words = "".join(each if each.isprintable() else " " for each in asked.get("text", ""))
    return " ".join(words.split())[:LONGEST_TEXT]
