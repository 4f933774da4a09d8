"""The director's summary as plain text, for a terminal."""

from collections.abc import Iterator

from cards import authorship, charts, round_standing, rounds
from cards.summary import standing, stories
from cards.summary.deviation import deviations
from cards.words import Words
from domain.summary.compiled import Summary

INDENT = "   "


def as_text(view: Summary, words: Words, municipality: str) -> str:
    """The whole summary, every unit and every deviation that it holds, in lines."""
    return "\n".join(_lines(view, words, municipality)) + "\n"


def _lines(view: Summary, words: Words, municipality: str) -> Iterator[str]:
    counted, whole = view.counted, view.whole
    yield f"{municipality} · {rounds.title(view.follow_up_round, words)}"
    yield words.say("The director's summary")
    yield ""
    yield standing.answered(whole, words)
    yield from filter(None, [round_standing.preliminary(view.follow_up_round, words)])
    yield from _states(view, words)
    yield from filter(None, [authorship.how(whole.unchanged, whole.on_behalf, words)])
    yield from _stories(view, words)
    yield from ("", words.say("By unit"))
    for org_unit, tally in counted.by_unit:
        yield f"{INDENT}{org_unit.name}: {charts.in_words(tally, words)}"
    yield from ("", words.say("By measure"))
    for measure, tally in counted.by_measure:
        yield f"{INDENT}{measure.number} {measure.title}: {charts.in_words(tally, words)}"
    yield from _deviations(view, words)


def _states(view: Summary, words: Words) -> Iterator[str]:
    rows = standing.states(view.whole, words)
    widest = max(len(state) for state, _ in rows)
    for state, figures in rows:
        yield f"{INDENT}{state:<{widest}}  {figures}"


def _stories(view: Summary, words: Words) -> Iterator[str]:
    changed = stories.changed(view.counted, view.previous, words)
    promised = stories.promised(view.counted.promises, words)
    told = [*changed, *filter(None, [promised])]
    if told:
        yield from ("", words.say("What has changed"), *(f"{INDENT}{line}" for line in told))
    if view.counted.obstacle_counts:
        yield from ("", words.say("What stands in the way"))
        for group in view.counted.obstacles:
            yield f"{INDENT}{stories.obstacle(group, words)}"


def _deviations(view: Summary, words: Words) -> Iterator[str]:
    yield from ("", words.say("Deviations and decisions"), standing.in_short(view.counted, words))
    for each in deviations(view.deviations, words):
        yield ""
        yield f"{INDENT}{each.title}"
        now = f"{each.state.symbol} {each.state.words}"
        said = (now, each.decision, each.place, each.reason, each.next_step, *each.more)
        yield from (f"{INDENT}{INDENT}{line}" for line in said if line)
