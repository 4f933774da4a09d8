"""The director's summary as plain text, for a terminal."""

from collections.abc import Iterator

from cards import authorship, charts, off_track, round_standing, rounds, summary
from cards.words import Words
from domain.summary.compiled import Summary

INDENT = "   "


def as_text(view: Summary, words: Words, municipality: str) -> str:
    """The whole summary, every unit and every deviation, in lines."""
    return "\n".join(_lines(view, words, municipality)) + "\n"


def _lines(view: Summary, words: Words, municipality: str) -> Iterator[str]:
    yield f"{municipality} · {rounds.title(view.follow_up_round, words)}"
    yield words.say("The director's summary")
    yield ""
    yield summary.answered(view, words)
    yield from filter(None, [round_standing.preliminary(view.follow_up_round, words)])
    yield from _states(view, words)
    yield from filter(None, [authorship.how(view.whole.unchanged, view.whole.on_behalf, words)])
    yield from ("", words.say("By unit"))
    for org_unit, tally in view.by_unit:
        yield f"{INDENT}{org_unit.name}: {charts.in_words(tally, words)}"
    yield from ("", words.say("By measure"))
    for measure, tally in view.by_measure:
        yield f"{INDENT}{measure.number} {measure.title}: {charts.in_words(tally, words)}"
    yield from _deviations(view, words)


def _states(view: Summary, words: Words) -> Iterator[str]:
    rows = summary.states(view.whole, words)
    widest = max(len(state) for state, _ in rows)
    for state, figures in rows:
        yield f"{INDENT}{state:<{widest}}  {figures}"


def _deviations(view: Summary, words: Words) -> Iterator[str]:
    yield from ("", words.say("Deviations and decisions"), off_track.in_short(view, words))
    for each in off_track.deviations(off_track.noteworthy(view), words):
        yield ""
        yield f"{INDENT}{each.title}"
        now = f"{each.state.symbol} {each.state.words}"
        said = (now, each.decision, each.place, each.reason, each.next_step, *each.more)
        yield from (f"{INDENT}{INDENT}{line}" for line in said if line)
