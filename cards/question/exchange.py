"""A question with its reply in two lines, as they stand under a plan activity wherever it is shown."""

from collections.abc import Sequence

from cards.plain_text import LONGEST_NAME, cut_to_fit, excerpt
from cards.words import Words
from domain.matters import MatterState
from domain.questions import Exchange

# Where one activity is shown by itself there is room for a few of them in full; in a list for the latest.
FEW, LONGEST_IN_FULL = 3, 1_200
LONGEST_QUESTION, LONGEST_REPLY = 140, 250


def under_the_activity(exchanges: Sequence[Exchange], words: Words, *, is_alone: bool = False) -> list[str]:
    """The latest of them, the oldest of those first."""
    if is_alone:
        return [line for each in exchanges[-FEW:] for line in in_full(each, words, LONGEST_IN_FULL)]
    return [
        line
        for each in exchanges[-1:]
        for line in (
            excerpt(question(each, words), LONGEST_QUESTION),
            excerpt(reply(each, words), LONGEST_REPLY),
        )
    ]


def question(exchange: Exchange, words: Words) -> str:
    """Who asked what, and on which day."""
    return words.say(
        "Question from {name}, {day}: {text}",
        name=excerpt(exchange.asked_by, LONGEST_NAME),
        day=words.short_day(words.local_day(exchange.matter.asked_at)),
        text=exchange.matter.reason,
    )


def reply(exchange: Exchange, words: Words) -> str:
    """Who replied what, and on which day; or who is to."""
    matter = exchange.matter
    if matter.state is MatterState.REPLIED and matter.settled_at is not None:
        return words.say(
            "Reply from {name}, {day}: {text}",
            name=excerpt(exchange.replied_by, LONGEST_NAME),
            day=words.short_day(words.local_day(matter.settled_at)),
            text=matter.reply,
        )
    if matter.state is MatterState.WITH_STRATEGIST:
        return words.say("No reply yet. The environment office has the question.")
    return words.say("No reply yet from {name}.", name=excerpt(exchange.asked_of, LONGEST_NAME))


def in_full(exchange: Exchange, words: Words, longest: int) -> list[str]:
    """Both lines, with all that was written."""
    return [cut_to_fit(line, longest) for line in (question(exchange, words), reply(exchange, words))]
