"""What each card sends back: built here for the templates and parsed here when it returns.

A payload comes from the user's device and may hold anything, so every field is checked; who may do what is
decided from the verified sender, never from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cards.card import JsonValue
from domain.matters import MatterId
from domain.people import OrgUnitId, PersonId
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRoundId

LARGEST_ID = 2**31 - 1
LONGEST_KEY = 40
LONGEST_SENDING_KEY = 80
LONGEST_ASKED = 400
# The field is not called "key": a client made with React takes that for its own, and the button is dead.
ONCE = "once"


class Verb(StrEnum):
    """Every button that a card may carry."""

    SHOW_WORKLIST = "worklist.show"
    OPEN_FORM = "answer.form"
    REPEAT_ANSWER = "answer.unchanged"
    ASK_REPEAT_REST = "answer.rest.ask"
    REPEAT_REST = "answer.rest"
    SAVE_ANSWER = "answer.save"
    CLOSE_FORM = "answer.close"
    DISCARD_DRAFT = "answer.discard"
    SHOW_HISTORY = "answer.history"
    ASK_HANDOVER = "handover.ask"
    HAND_OVER = "handover.send"
    WITHDRAW_HANDOVER = "handover.withdraw"
    ACCEPT_HANDOVER = "handover.accept"
    DECLINE_HANDOVER = "handover.decline"
    DECIDE_HANDOVER = "handover.decide"
    ASK_CO_OWNER = "co_owner.ask"
    ADD_CO_OWNER = "co_owner.add"
    ASK_MORE_TIME = "time.ask"
    REQUEST_TIME = "time.request"
    GRANT_TIME = "time.grant"
    REFUSE_TIME = "time.refuse"
    SHOW_MATTERS = "matters.show"
    SHOW_OVERVIEW = "overview.show"
    SHOW_UNIT = "overview.unit"
    ANSWER_FOR = "behalf.list"
    SHOW_OTHERS = "others.show"
    ASK_OPEN_ROUND = "round.open.ask"
    OPEN_ROUND = "round.open"
    ASK_NUDGE = "nudge.ask"
    NUDGE = "nudge.send"
    SHOW_NUDGE = "nudge.show"
    UNDO_NUDGE = "nudge.undo"
    SHOW_DELIVERIES = "deliveries.show"
    ASK_CANCEL = "deliveries.cancel.ask"
    CANCEL = "deliveries.cancel"
    ASK_AGAIN = "deliveries.again.ask"
    SEND_AGAIN = "deliveries.again"
    SHOW_SUMMARY = "summary.show"
    SHOW_OFF_TRACK = "summary.off_track"
    SHOW_HELP = "help.show"
    ASK_ABSENCE = "absence.ask"
    SET_ABSENCE = "absence.set"
    END_ABSENCE = "absence.end"
    SHOW_PREFERENCES = "preferences.show"
    SAVE_PREFERENCES = "preferences.save"
    SAVE_UNDERSTOOD = "answer.understood"
    EDIT_UNDERSTOOD = "answer.understood.edit"
    MY_ACTIVITIES = "ask.my_activities"
    OVERVIEW = "ask.overview"
    SUMMARY = "ask.summary"


class PayloadError(ValueError):
    """A card sent something that none of our cards sends."""


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
    already, and what is not questioned again.
    """

    worklist: AboutWorklist
    plan_activity_id: PlanActivityId
    based_on: int = 0
    key: str = ""
    leaf: int = 0
    asked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutUnit:
    """A unit in a round, or the whole round when there is none; `page` is for long lists."""

    follow_up_round_id: FollowUpRoundId
    org_unit_id: OrgUnitId | None = None
    page: int = 0
    key: str = ""


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
            about: dict[str, JsonValue] = {
                "item": payload.plan_activity_id,
                "based": payload.based_on,
                ONCE: payload.key,
            }
            leaf: dict[str, JsonValue] = {"leaf": payload.leaf} if payload.leaf else {}
            asked: dict[str, JsonValue] = {"asked": payload.asked} if payload.asked else {}
            return data_of(payload.worklist) | about | leaf | asked
        case AboutUnit():
            return {
                "round": payload.follow_up_round_id,
                "unit": payload.org_unit_id or 0,
                "page": payload.page,
                ONCE: payload.key,
            }
        case AboutSending():
            return {"round": payload.follow_up_round_id, "sending": payload.key}
        case AboutMatter():
            return {"matter": payload.matter_id, "decision": payload.decision.value}


def worklist_of(data: Mapping[str, JsonValue]) -> AboutWorklist:
    """Parse what a list's button sent."""
    return AboutWorklist(
        follow_up_round_id=FollowUpRoundId(_number(data, "round")),
        owner_id=PersonId(_number(data, "owner")),
        page=_number(data, "page", default=0),
    )


def item_of(data: Mapping[str, JsonValue]) -> AboutItem:
    """Parse what a row's button or the form sent, apart from the form's own fields."""
    return AboutItem(
        worklist=worklist_of(data),
        plan_activity_id=PlanActivityId(_number(data, "item")),
        based_on=_number(data, "based", default=0),
        key=_key(data),
        leaf=_number(data, "leaf", default=0),
        asked=_short(data, "asked", LONGEST_ASKED),
    )


def unit_of(data: Mapping[str, JsonValue]) -> AboutUnit:
    """Parse what a button in the strategist's or the director's cards sent."""
    return AboutUnit(
        follow_up_round_id=FollowUpRoundId(_number(data, "round")),
        org_unit_id=OrgUnitId(_number(data, "unit", default=0)) or None,
        page=_number(data, "page", default=0),
        key=_key(data),
    )


def sending_of(data: Mapping[str, JsonValue]) -> AboutSending:
    """Parse what a receipt's button sent."""
    return AboutSending(
        follow_up_round_id=FollowUpRoundId(_number(data, "round")),
        key=_short(data, "sending", LONGEST_SENDING_KEY),
    )


def matter_of(data: Mapping[str, JsonValue]) -> AboutMatter:
    """Parse what a button in a card about a matter sent, apart from the card's own fields."""
    decision = text_of(data, "decision")
    if decision not in set(Decision):
        raise PayloadError("decision")
    return AboutMatter(matter_id=MatterId(_number(data, "matter")), decision=Decision(decision))


def text_of(data: Mapping[str, JsonValue], name: str) -> str:
    """A form field as text; clients send numbers as text or as numbers, and leave empty fields out."""
    value = data.get(name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | str):
        return str(value).strip()
    raise PayloadError(name)


def _number(data: Mapping[str, JsonValue], name: str, *, default: int | None = None) -> int:
    value = data.get(name, default)
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:10])
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST_ID:
        raise PayloadError(name)
    return value


def _key(data: Mapping[str, JsonValue]) -> str:
    return _short(data, ONCE, LONGEST_KEY)


def _short(data: Mapping[str, JsonValue], name: str, longest: int) -> str:
    text = text_of(data, name)
    if len(text) > longest or not text.isprintable():
        raise PayloadError(name)
    return text
