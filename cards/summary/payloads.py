"""Where in the summary a button leads, and the way back: what the director's buttons carry.

A place is written shortly, since a card has many: `answers:m12.u3:1` is the second page of what one unit has
answered about one measure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from cards.card import JsonValue
from cards.fields import LARGEST_ID, PayloadError, number_of, short_of
from domain.answers import ObstacleKind, Progress, PromiseFate
from domain.people import OrgUnitId
from domain.plan import MeasureId, PlanActivityId
from domain.rounds import FollowUpRoundId
from domain.summary.changes import ChangeKind
from domain.summary.selection import EVERYTHING, Selection

STOP, WAY, CHOSEN = "stop", "way", "chosen"
# What a field says when nothing is to be chosen; a client may take an empty value for none at all.
ALL = "all"
# So many steps back are remembered; further back is the summary itself.
MOST_STEPS = 6
LONGEST_STOP = 80
LONGEST_NUMBER = 10

Member = TypeVar("Member", bound=StrEnum)


class Screen(StrEnum):
    """What is shown there."""

    FRONT = "front"
    MORE = "more"
    ANSWERS = "answers"
    BY_UNIT = "units"
    BY_MEASURE = "measures"
    BY_FOCUS_AREA = "areas"
    BY_PRIORITY = "priorities"
    BY_METHOD = "methods"
    BY_STATE = "states"
    MAP = "map"
    CHANGES = "changes"
    OBSTACLES = "obstacles"
    TREND = "trend"
    INDICATORS = "indicators"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One place in the summary."""

    screen: Screen = Screen.FRONT
    selection: Selection = EVERYTHING
    page: int = 0

    @property
    def code(self) -> str:
        """The same in short."""
        return f"{self.screen}:{code_of(self.selection)}:{self.page}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutSummary:
    """A place in a round's summary, and those that led there, the first of them first."""

    follow_up_round_id: FollowUpRoundId
    stop: Stop = field(default_factory=Stop)
    way: tuple[Stop, ...] = ()

    @property
    def data(self) -> dict[str, JsonValue]:
        """What a button there carries."""
        way: dict[str, JsonValue] = {WAY: " ".join(each.code for each in self.way)} if self.way else {}
        return {"round": self.follow_up_round_id, STOP: self.stop.code, **way}

    def to(self, screen: Screen, selection: Selection = EVERYTHING) -> "AboutSummary":
        """Somewhere else, from where one can come back here. What lies on the way already ends it."""
        stop = Stop(screen=screen, selection=selection)
        walked = (*self.way, self.stop)
        if stop in walked:
            return replace(self, stop=stop, way=walked[: walked.index(stop)])
        return replace(self, stop=stop, way=walked[-MOST_STEPS:])

    def turned(self, page: int) -> "AboutSummary":
        """Another page of the same."""
        return replace(self, stop=replace(self.stop, page=page))

    @property
    def back(self) -> "AboutSummary":
        """The place before."""
        last = self.way[-1] if self.way else Stop()
        return replace(self, stop=last, way=self.way[:-1])


def summary_of(data: Mapping[str, JsonValue]) -> AboutSummary:
    """Parse what a button in the summary sent."""
    way = short_of(data, WAY, (LONGEST_STOP + 1) * MOST_STEPS)
    stops = tuple(_stop_of(each) for each in way.split(" ")) if way else ()
    if len(stops) > MOST_STEPS:
        raise PayloadError(WAY)
    about = AboutSummary(
        follow_up_round_id=FollowUpRoundId(number_of(data, "round")),
        stop=_stop_of(short_of(data, STOP, LONGEST_STOP)),
        way=stops,
    )
    return about if CHOSEN not in data else _chosen(about, short_of(data, CHOSEN, LONGEST_STOP))


def _chosen(about: AboutSummary, code: str) -> AboutSummary:
    """The same place with what was chosen in its field; choosing what is there already changes nothing."""
    selection = EVERYTHING if code in {"", ALL} else _selection_of(code)
    return about if selection == about.stop.selection else about.to(about.stop.screen, selection)


def _stop_of(code: str) -> Stop:
    parts = code.split(":")
    if len(parts) != 3:  # noqa: PLR2004 - the screen, the selection and the page
        raise PayloadError(STOP)
    screen, selection, page = parts
    return Stop(screen=_member(Screen, screen), selection=_selection_of(selection), page=_number(page))


def code_of(selection: Selection) -> str:
    """A selection in short: m12.u3."""
    chosen = {
        "a": selection.plan_activity_id,
        "m": selection.measure_id,
        "u": selection.org_unit_id,
        "f": selection.focus_area,
        "p": selection.strategic_priority,
        "w": selection.working_method,
        "s": selection.progress,
        "o": selection.obstacle,
        "c": selection.change,
        "k": selection.promise,
        "n": 1 if selection.is_missing else None,
        "d": 1 if selection.is_noteworthy else None,
        "b": 1 if selection.needs_decision else None,
    }
    return ".".join(f"{letter}{value}" for letter, value in chosen.items() if value is not None)


def _selection_of(code: str) -> Selection:
    parts = [part for part in code.split(".") if part]
    chosen = {part[0]: part[1:] for part in parts}
    if len(chosen) < len(parts) or chosen.keys() - set("amufpwsockndb"):
        raise PayloadError(STOP)
    number = {letter: _number(value) for letter, value in chosen.items() if letter in "amufpwndb"}
    return Selection(
        plan_activity_id=PlanActivityId(number["a"]) if "a" in number else None,
        measure_id=MeasureId(number["m"]) if "m" in number else None,
        org_unit_id=OrgUnitId(number["u"]) if "u" in number else None,
        focus_area=number.get("f"),
        strategic_priority=number.get("p"),
        working_method=number.get("w"),
        progress=_member(Progress, chosen["s"]) if "s" in chosen else None,
        obstacle=_member(ObstacleKind, chosen["o"]) if "o" in chosen else None,
        change=_member(ChangeKind, chosen["c"]) if "c" in chosen else None,
        promise=_member(PromiseFate, chosen["k"]) if "k" in chosen else None,
        is_missing="n" in number,
        is_noteworthy="d" in number,
        needs_decision="b" in number,
    )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER) or int(text) > LARGEST_ID:
        raise PayloadError(STOP)
    return int(text)


def _member(kind: type[Member], text: str) -> Member:
    if text not in set(kind):
        raise PayloadError(STOP)
    return kind(text)
