"""Where a follow-up round stands, with its dates: what opens the strategist's and the director's cards."""

from datetime import date

from cards.words import Words
from domain.rounds import FollowUpRound, RoundState


def standing(follow_up_round: FollowUpRound, words: Words, today: date) -> str:
    """Planned, open or closed, and the dates that matter then."""
    closing = words.moment(follow_up_round.closes_at)
    match follow_up_round.state:
        case RoundState.PLANNED:
            return words.say(
                "Planned. Opens {opening}, answers are due {deadline}.",
                opening=words.moment(follow_up_round.opens_at),
                deadline=words.day(follow_up_round.deadline),
            )
        case RoundState.OPEN if today > follow_up_round.deadline:
            return words.say(
                "Open. Answers were due {deadline}. Closes {closing}.",
                deadline=words.day(follow_up_round.deadline),
                closing=closing,
            )
        case RoundState.OPEN:
            return words.say(
                "Open. Answers are due {deadline}. Closes {closing}.",
                deadline=words.day(follow_up_round.deadline),
                closing=closing,
            )
        case RoundState.CLOSED:
            return words.say("Closed {closing}.", closing=closing)


def preliminary(follow_up_round: FollowUpRound, words: Words) -> str:
    """Whether the figures may still change, and until when."""
    match follow_up_round.state:
        case RoundState.PLANNED:
            return words.say(
                "Preliminary: the follow-up opens {opening}.", opening=words.moment(follow_up_round.opens_at)
            )
        case RoundState.OPEN:
            return words.say(
                "Preliminary: answers can change until {closing}.",
                closing=words.moment(follow_up_round.closes_at),
            )
        case RoundState.CLOSED:
            closed = follow_up_round.closes_at.astimezone(words.time_zone).date()
            final = words.say("Final: the follow-up closed {day}.", day=words.full_day(closed))
            return f"{final} {_replacing(follow_up_round, words)}".strip()


def _replacing(follow_up_round: FollowUpRound, words: Words) -> str:
    if follow_up_round.closings <= 1 or not follow_up_round.reopened_because:
        return ""
    return words.say(
        "This replaces the earlier summary. The follow-up was opened again. Reason: {reason}",
        reason=follow_up_round.reopened_because,
    )
