"""How a round or a part of it stands, in words: how many have answered, which states, what deviates."""

from cards import charts, progress
from cards.words import Words
from domain.answers import Progress
from domain.summary.compiled import Counted
from domain.summary.tally import Tally


def answered(whole: Tally, words: Words) -> str:
    """How many have answered, of all: 187 av 201 aktiviteter besvarade (93 %)."""
    if not whole.total:
        return words.say("There are no activities to follow up.")
    return words.say(
        "{answered} of {total} activities answered ({share})",
        answered=words.number(whole.answered),
        total=words.number(whole.total),
        share=words.percent(whole.share(whole.answered)),
    )


def states(tally: Tally, words: Words) -> list[tuple[str, str]]:
    """Every state with its count and its share of all, the missing too: ▲ Försenad, 12 (6 %)."""
    return [
        (progress.label(state, words), f"{words.number(count)} ({words.percent(tally.share(count))})")
        for state, count in charts.parts(tally)
    ]


def in_short(counted: Counted, words: Words) -> str:
    """How many there are of each: ▲ 5 försenade · ✕ 1 avbruten · ◆ 2 behöver beslut."""
    whole = counted.whole
    off_track = (Progress.DELAYED, Progress.DROPPED)
    said = [progress.counted(state, whole.of(state), words) for state in off_track if whole.of(state)]
    if counted.decisions:
        decisions = words.count("{n} needs a decision", "{n} need a decision", counted.decisions)
        said.append(f"◆{progress.JOINED}{decisions.replace(' ', progress.NO_BREAK)}")
    return " · ".join(said) or _nothing(whole, words)


def _nothing(whole: Tally, words: Words) -> str:
    """Nothing deviates; but who has not answered has not said so."""
    if not whole.answered:
        return words.say("Nobody has answered yet, so the deviations are not known.")
    if whole.missing:
        return words.say(
            "None of the {answered} answered activities is delayed or dropped, and none needs a decision. "
            "{missing} have no answer.",
            answered=words.number(whole.answered),
            missing=words.number(whole.missing),
        )
    return words.say("Nothing is delayed or dropped, and nothing needs a decision.")
