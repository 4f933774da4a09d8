"""What has happened, in sentences: what has changed since last time, promises, and what stands in the way."""

from collections.abc import Sequence

from cards import progress, rounds
from cards.words import Words
from domain.rounds import FollowUpRound, RoundState
from domain.summary.changes import ChangeKind, Promises
from domain.summary.compiled import Counted
from domain.summary.obstacles import ObstacleGroup

# The order in which they are told: what is worse first, then what is better, then what is merely other.
CHANGES_IN_ORDER = (
    ChangeKind.BECAME_DELAYED,
    ChangeKind.DROPPED,
    ChangeKind.BACK_ON_TRACK,
    ChangeKind.FINISHED,
    ChangeKind.NEW_OWNER,
    ChangeKind.MOVED_END,
)


def changed(counted: Counted, previous: FollowUpRound | None, words: Words) -> list[str]:
    """What has changed since the previous round, and how much of it cannot be compared."""
    if previous is None:
        return [words.say("There is no earlier follow-up to compare with.")]
    if not counted.whole.total:
        return []
    return [
        _since(counted, previous, words),
        *_not_compared(counted, words),
        *_not_finished(previous, words),
    ]


def change(kind: ChangeKind, number: int, words: Words) -> str:
    """How many it has happened to: 6 har blivit försenade."""
    match kind:
        case ChangeKind.BECAME_DELAYED:
            return words.count("{n} has become delayed", "{n} have become delayed", number)
        case ChangeKind.DROPPED:
            return words.count("{n} has been dropped", "{n} have been dropped", number)
        case ChangeKind.BACK_ON_TRACK:
            return words.count("{n} is back on track", "{n} are back on track", number)
        case ChangeKind.FINISHED:
            return words.count("{n} has been finished", "{n} have been finished", number)
        case ChangeKind.NEW_OWNER:
            return words.count("{n} has a new owner", "{n} have new owners", number)
        case ChangeKind.MOVED_END:
            return words.count("{n} has a new end date", "{n} have new end dates", number)


def promised(found: Promises, words: Words) -> str:
    """What became of last time's next steps; empty when none was promised."""
    if not found.promised:
        return ""
    said = words.listed(_fates(found, words))
    return words.count(
        "Of {n} next step promised last time: {said}.",
        "Of {n} next steps promised last time: {said}.",
        found.promised,
        said=said,
    )


def _fates(found: Promises, words: Words) -> list[str]:
    """How many became what; only what there is of."""
    told = [
        (found.kept, words.count("{n} is kept", "{n} are kept", found.kept)),
        (found.under_way, words.count("{n} is under way", "{n} are under way", found.under_way)),
        (found.moved, words.count("{n} is moved to later", "{n} are moved to later", found.moved)),
        (found.given_up, words.count("{n} is given up", "{n} are given up", found.given_up)),
        (
            found.unspoken,
            words.count("nothing is said about {n}", "nothing is said about {n}", found.unspoken),
        ),
    ]
    return [said for number, said in told if number]


def obstacle(group: ObstacleGroup, words: Words) -> str:
    """One kind of obstacle and how widespread it is: Pengar: 6 aktiviteter i 4 enheter."""
    return words.say(
        "{kind}: {activities} in {units}",
        kind=progress.obstacle_word(group.kind, words),
        activities=words.count("{n} activity", "{n} activities", group.count),
        units=words.count("{n} unit", "{n} units", len(group.by_unit)),
    )


def round_in_sentence(a_round: FollowUpRound, words: Words) -> str:
    """The round inside a sentence: årsbokslutet 2022."""
    return f"{rounds.occasion_in_sentence(a_round.occasion, words)} {a_round.reference_date.year}"


def _since(counted: Counted, previous: FollowUpRound, words: Words) -> str:
    found, since = counted.changes, round_in_sentence(previous, words)
    if not found.compared and found.is_nothing:
        return words.say("No activity has an answer both now and in the {round}.", round=since)
    said = [change(kind, found.of(kind), words) for kind in CHANGES_IN_ORDER if found.of(kind)]
    if not said:
        return words.say("Nothing has changed since the {round}.", round=since)
    return words.say("Since the {round}: {changes}.", round=since, changes=words.listed(said))


def _not_compared(counted: Counted, words: Words) -> Sequence[str]:
    found = counted.changes
    left = counted.whole.total - found.compared
    if not left or (not found.compared and found.is_nothing):
        return []
    return [
        words.count(
            "{n} activity cannot be compared: an answer is missing now or then.",
            "{n} activities cannot be compared: an answer is missing now or then.",
            left,
        )
    ]


def _not_finished(previous: FollowUpRound, words: Words) -> Sequence[str]:
    if previous.state is RoundState.CLOSED:
        return []
    return [words.say("{round} is still open, so this may change.", round=rounds.title(previous, words))]
