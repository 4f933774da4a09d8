"""What each card sends back: built here for the templates and parsed here when it returns.

A payload comes from the user's device and may hold anything, so every field is checked; who may do what is
decided from the verified sender, never from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cards.card import JsonValue
from cards.fields import ONCE, PayloadError, key_of, number_of, short_of, text_of
from domain.matters import MatterId
from domain.people import OrgUnitId, PersonId
from domain.plan import MeasureId, PlanActivityId
from domain.rounds import FollowUpRoundId

LONGEST_SENDING_KEY = 80
LONGEST_ASKED = 400
MOST_TAPS = 99
BY_MEASURE = "measure"


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutWorklist:
    """Somebody's list in a round, from one page of it."""

    follow_up_round_id: FollowUpRoundId
    owner_id: PersonId
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutItem:
    """One plan activity on such a list. `based_on` is the answer that was on the card, 0 for none.

    `key` is new for every card, so that the same press twice is known to be one. `leaf` is the page of
    whatever is told about it at length, such as how others answered. `asked` is what the form has questioned
    already, and what is not questioned again. `taps` is how many presses led here, as the card says.
    """

    worklist: AboutWorklist
    plan_activity_id: PlanActivityId
    based_on: int = 0
    key: str = ""
    leaf: int = 0
    asked: str = ""
    taps: int = 0

    @property
    def taps_with_this(self) -> int:
        """How many presses it is with the one that brought it."""
        return min(self.taps + 1, MOST_TAPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutUnit:
    """A unit or a measure in a round, or the whole round when there is none; `page` is for long lists.

    `by_measure` says whether the whole round is shown by measure instead of by unit.
    """

    follow_up_round_id: FollowUpRoundId
    org_unit_id: OrgUnitId | None = None
    page: int = 0
    key: str = ""
    measure_id: MeasureId | None = None
    by_measure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutSending:
    """Everything that was decided under one key in a round."""

    follow_up_round_id: FollowUpRoundId
    key: str


class Decision(StrEnum):
    """What a strategist's button says about who is to own a plan activity."""

    NONE = ""
    KEEP = "keep"
    CHOOSE = "choose"
    GIVE = "give"


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutMatter:
    """Something that somebody has asked of somebody, and what the button says about it."""

    matter_id: MatterId
    decision: Decision = Decision.NONE


Payload = AboutWorklist | AboutItem | AboutUnit | AboutSending | AboutMatter


def data_of(payload: Payload) -> dict[str, JsonValue]:
    """What a button carries, flat; the names are short because a card has many."""
    match payload:
        case AboutWorklist():
            return {
                "round": payload.follow_up_round_id,
                "owner": payload.owner_id,
                "page": payload.page,
            }
        case AboutItem():
            about = data_of_row(
                data_of(payload.worklist), payload.plan_activity_id, payload.based_on, payload.key
            )
            if payload.leaf:
                about["leaf"] = payload.leaf
            if payload.asked:
                about["asked"] = payload.asked
            if payload.taps:
                about["taps"] = payload.taps
            return about
        case AboutUnit():
            unit: dict[str, JsonValue] = {
                "round": payload.follow_up_round_id,
                "unit": payload.org_unit_id or 0,
                "page": payload.page,
                ONCE: payload.key,
            }
            measure: dict[str, JsonValue] = {"measure": payload.measure_id} if payload.measure_id else {}
            by: dict[str, JsonValue] = {"by": BY_MEASURE} if payload.by_measure else {}
            return unit | measure | by
        case AboutSending():
            return {"round": payload.follow_up_round_id, "sending": payload.key}
        case AboutMatter():
            return {"matter": payload.matter_id, "decision": payload.decision.value}


def data_of_row(
    worklist: Mapping[str, JsonValue], plan_activity_id: PlanActivityId, based_on: int, key: str
) -> dict[str, JsonValue]:
    """The same for one plan activity of a list whose own data is at hand: all its rows have that."""
    return {**worklist, "item": plan_activity_id, "based": based_on, ONCE: key}


def worklist_of(data: Mapping[str, JsonValue]) -> AboutWorklist:
    """Parse what a list's button sent."""
    return AboutWorklist(
        follow_up_round_id=FollowUpRoundId(number_of(data, "round")),
        owner_id=PersonId(number_of(data, "owner")),
        page=number_of(data, "page", default=0),
    )


def item_of(data: Mapping[str, JsonValue]) -> AboutItem:
    """Parse what a row's button or the form sent, apart from the form's own fields."""
    return AboutItem(
        worklist=worklist_of(data),
        plan_activity_id=PlanActivityId(number_of(data, "item")),
        based_on=number_of(data, "based", default=0),
        key=key_of(data),
        leaf=number_of(data, "leaf", default=0),
        asked=short_of(data, "asked", LONGEST_ASKED),
        taps=min(number_of(data, "taps", default=0), MOST_TAPS),
    )


def unit_of(data: Mapping[str, JsonValue]) -> AboutUnit:
    """Parse what a button in the strategist's or the director's cards sent."""
    return AboutUnit(
        follow_up_round_id=FollowUpRoundId(number_of(data, "round")),
        org_unit_id=OrgUnitId(number_of(data, "unit", default=0)) or None,
        page=number_of(data, "page", default=0),
        key=key_of(data),
        measure_id=MeasureId(number_of(data, "measure", default=0)) or None,
        by_measure=text_of(data, "by") == BY_MEASURE,
    )


def sending_of(data: Mapping[str, JsonValue]) -> AboutSending:
    """Parse what a receipt's button sent."""
    return AboutSending(
        follow_up_round_id=FollowUpRoundId(number_of(data, "round")),
        key=short_of(data, "sending", LONGEST_SENDING_KEY),
    )


def matter_of(data: Mapping[str, JsonValue]) -> AboutMatter:
    """Parse what a button in a card about a matter sent, apart from the card's own fields."""
    decision = text_of(data, "decision")
    if decision not in set(Decision):
        raise PayloadError("decision")
    return AboutMatter(matter_id=MatterId(number_of(data, "matter")), decision=Decision(decision))
