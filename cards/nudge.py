"""Before and after a strategist opens a round ahead of its day."""

from datetime import datetime

from cards.card import Card
from cards.message import Button, message
from cards.payloads import AboutUnit, data_of
from cards.steering.payloads import AboutRound
from cards.verbs import Verb
from cards.words import Words
from domain.rounds import FollowUpRound, FollowUpRoundId


def ask_open(
    follow_up_round: FollowUpRound,
    words: Words,
    *,
    key: str,
    first_reminder: datetime | None = None,
) -> Card:
    """What opening ahead of the day means. `first_reminder` is when people are first written to."""
    round_id = follow_up_round.follow_up_round_id
    as_seen = AboutRound(follow_up_round_id=round_id, revision=follow_up_round.revision, key=key)
    facts = [(words.say("Should have opened"), words.moment(follow_up_round.opens_at))]
    if first_reminder:
        facts.append((words.say("First reminder"), words.moment(first_reminder)))
    return message(
        words,
        words.say("Open the follow-up now?"),
        [
            words.say(
                "The owners can answer at once. No dates change, and nobody is written to ahead of time."
            )
        ],
        facts=[*facts, *_dates(follow_up_round, words)],
        buttons=[
            Button(title=words.say("Open now"), verb=Verb.OPEN_ROUND, data=as_seen.data),
            _back(round_id, words),
        ],
    )


def opened(follow_up_round: FollowUpRound, words: Words, *, first_reminder: datetime | None = None) -> Card:
    """The receipt when a round has been opened."""
    reminder = [(words.say("First reminder"), words.moment(first_reminder))] if first_reminder else []
    return message(
        words,
        words.say("The follow-up is open"),
        [words.say("The owners can answer now.")],
        facts=[*reminder, *_dates(follow_up_round, words)],
        buttons=_home(follow_up_round, words),
    )


def _dates(follow_up_round: FollowUpRound, words: Words) -> list[tuple[str, str]]:
    return [
        (words.say("Answers are due"), words.day(follow_up_round.deadline)),
        (words.say("Closes"), words.moment(follow_up_round.closes_at)),
    ]


def _home(follow_up_round: FollowUpRound, words: Words) -> list[Button]:
    about = AboutUnit(follow_up_round_id=follow_up_round.follow_up_round_id)
    return [Button(title=words.say("To the overview"), verb=Verb.SHOW_OVERVIEW, data=data_of(about))]


def _back(follow_up_round_id: FollowUpRoundId, words: Words) -> Button:
    about = AboutUnit(follow_up_round_id=follow_up_round_id)
    return Button(title=words.say("Back"), verb=Verb.SHOW_OVERVIEW, data=data_of(about))
