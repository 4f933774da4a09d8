"""Where a round stands, and what a strategist can do to it now."""

from datetime import date

from cards import round_standing, rounds
from cards.card import Card
from cards.message import Button, message
from cards.payloads import AboutUnit, data_of
from cards.steering.payloads import AboutRound
from cards.verbs import Verb
from cards.words import Words
from cards.year.payloads import AboutDates
from domain.overview import Overview
from domain.rounds import FollowUpRound, RoundState


def standing(view: Overview, words: Words, *, today: date, key: str, notice: str = "") -> Card:
    """The dates, how many have answered, and a button for each thing that can be done."""
    follow_up_round = view.follow_up_round
    told = [
        notice,
        round_standing.standing(follow_up_round, words, today),
        words.say(
            "{answered} of {total} activities are answered.",
            answered=words.number(view.answered),
            total=words.number(view.answered + view.outstanding),
        ),
        _again(follow_up_round, words),
    ]
    return message(
        words,
        words.say("Manage {round}", round=rounds.title(follow_up_round, words)),
        [each for each in told if each],
        buttons=[*_presses(follow_up_round, words, key), *home(follow_up_round, words)],
    )


def home(follow_up_round: FollowUpRound, words: Words) -> list[Button]:
    """The way back to the overview."""
    about = AboutUnit(follow_up_round_id=follow_up_round.follow_up_round_id)
    return [Button(title=words.say("To the overview"), verb=Verb.SHOW_OVERVIEW, data=data_of(about))]


def back(follow_up_round: FollowUpRound, words: Words) -> Button:
    """The way back to what can be done."""
    about = AboutUnit(follow_up_round_id=follow_up_round.follow_up_round_id)
    return Button(title=words.say("Back"), verb=Verb.SHOW_ROUND, data=data_of(about))


def about_round(follow_up_round: FollowUpRound, key: str, day: date | None = None) -> AboutRound:
    """What a button about the round as it is now carries."""
    return AboutRound(
        follow_up_round_id=follow_up_round.follow_up_round_id,
        revision=follow_up_round.revision,
        day=day,
        key=key,
    )


def _again(follow_up_round: FollowUpRound, words: Words) -> str:
    if not follow_up_round.reopened_because:
        return ""
    return words.say("Opened again because: {reason}", reason=follow_up_round.reopened_because)


def _presses(follow_up_round: FollowUpRound, words: Words, key: str) -> list[Button]:
    data = about_round(follow_up_round, key).data
    opening = data_of(AboutUnit(follow_up_round_id=follow_up_round.follow_up_round_id, key=key))
    dates = Button(
        title=words.say("Change dates"),
        verb=Verb.ASK_DATES,
        data=AboutDates(follow_up_round_id=follow_up_round.follow_up_round_id).data,
    )
    match follow_up_round.state:
        case RoundState.PLANNED:
            return [Button(title=words.say("Open now"), verb=Verb.ASK_OPEN_ROUND, data=opening), dates]
        case RoundState.OPEN:
            return [
                Button(title=words.say("Give everybody longer"), verb=Verb.ASK_EXTEND, data=data),
                Button(title=words.say("Give somebody longer"), verb=Verb.ASK_EXTEND_ONE, data=data),
                Button(title=words.say("Close now"), verb=Verb.ASK_CLOSE_ROUND, data=data),
                dates,
            ]
        case RoundState.CLOSED:
            return [Button(title=words.say("Open again"), verb=Verb.ASK_REOPEN, data=data)]
