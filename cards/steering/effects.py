"""What a change of a round means for reminders, cards and summary: in the same words before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cards.words import Words
from domain.round_changes import StepToCome
from domain.rounds import FollowUpRound, RoundState

MOST_TOLD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """Counted: reminders that do not go out, the steps that come instead, and cards that are redrawn.

    `is_done` when it has happened.
    """

    withdrawn: int = 0
    steps: tuple[StepToCome, ...] = ()
    redrawn: int = 0
    next_open: datetime | None = None
    is_done: bool = False


def sentences(effects: Effects, after: FollowUpRound, words: Words) -> list[str]:
    """One sentence for the reminders, one for the cards, one for the summary."""
    return [*_reminders(effects, after, words), *_cards(effects, words), _summary(effects, after, words)]


def _reminders(effects: Effects, after: FollowUpRound, words: Words) -> Iterator[str]:
    if effects.withdrawn:
        yield words.count(
            "{n} reminder that has not gone out is withdrawn.",
            "{n} reminders that have not gone out are withdrawn.",
            effects.withdrawn,
        )
    if after.state is RoundState.CLOSED:
        yield words.say("No more reminders are sent.")
        return
    if not effects.steps:
        yield words.say("No reminder is left that goes by itself. You can remind people from the overview.")
        return
    when = words.listed([words.moment(each.at) for each in effects.steps[:MOST_TOLD]])
    yield words.say("Reminders go to those who have not answered: {when}.", when=when)


def _cards(effects: Effects, words: Words) -> Iterator[str]:
    if not effects.redrawn:
        return
    if effects.is_done:
        yield words.count(
            "{n} card in people’s chats is being updated.",
            "{n} cards in people’s chats are being updated.",
            effects.redrawn,
        )
        return
    yield words.count(
        "{n} card in people’s chats is updated. Nobody gets a new message.",
        "{n} cards in people’s chats are updated. Nobody gets a new message.",
        effects.redrawn,
    )


def _summary(effects: Effects, after: FollowUpRound, words: Words) -> str:
    if after.state is RoundState.CLOSED and effects.next_open is not None:
        return words.say("The director gets the summary {when}.", when=words.moment(effects.next_open))
    return words.say(
        "The director gets the summary when it closes, {when}.", when=words.moment(after.closes_at)
    )
