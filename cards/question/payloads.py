"""What the buttons about questions carry: what is asked about and from where, and a page of the list."""

from collections.abc import Mapping
from dataclasses import dataclass

from cards.card import JsonValue
from cards.fields import ONCE, key_of, number_of, text_of
from cards.summary.payloads import AboutSummary, Screen, Stop, summary_of
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRoundId
from domain.summary.selection import Selection

READY, OWN_WORDS, REPLY = "ready", "own_words", "reply"
ASKED, LISTED, WARNED = "ask", "questions", "warned"


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutQuestion:
    """What is asked about, and where in the summary one comes back to.

    `key` makes pressing twice one question. `warned`: what looks like a personal number has been pointed out.
    """

    summary: AboutSummary
    plan_activity_id: PlanActivityId
    key: str = ""
    warned: bool = False

    @property
    def data(self) -> dict[str, JsonValue]:
        """What a button carries."""
        key: dict[str, JsonValue] = {ONCE: self.key} if self.key else {}
        warned: dict[str, JsonValue] = {WARNED: True} if self.warned else {}
        return {**self.summary.data, ASKED: self.plan_activity_id, **key, **warned}


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutQuestions:
    """A page of the list, of one round where the list is the summary's."""

    page: int = 0
    follow_up_round_id: FollowUpRoundId | None = None

    @property
    def data(self) -> dict[str, JsonValue]:
        """What a button carries."""
        of_round: dict[str, JsonValue] = {"round": self.follow_up_round_id} if self.follow_up_round_id else {}
        return {LISTED: self.page, **of_round}


def question_of(data: Mapping[str, JsonValue]) -> AboutQuestion:
    """Parse what a button about a question that is not asked yet sent, apart from the form's own fields."""
    return AboutQuestion(
        summary=summary_of(data),
        plan_activity_id=PlanActivityId(number_of(data, ASKED)),
        key=key_of(data),
        warned=text_of(data, WARNED) == "true",
    )


def questions_of(data: Mapping[str, JsonValue]) -> AboutQuestions:
    """Parse which page of the list is wanted."""
    return AboutQuestions(
        page=number_of(data, LISTED, default=0),
        follow_up_round_id=FollowUpRoundId(number_of(data, "round", default=0)) or None,
    )


def kept_from_list(data: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """What leads back to the list that a question was opened from; nothing where it was opened elsewhere."""
    return questions_of(data).data if LISTED in data else {}


def where_it_stands(follow_up_round_id: FollowUpRoundId, plan_activity_id: PlanActivityId) -> AboutSummary:
    """The one plan activity in the round's summary, with the summary itself behind it."""
    selection = Selection(plan_activity_id=plan_activity_id)
    stop = Stop(screen=Screen.ANSWERS, selection=selection)
    return AboutSummary(follow_up_round_id=follow_up_round_id, stop=stop, way=(Stop(),))
