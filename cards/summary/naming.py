"""What a selection is called: a unit, a measure, a state, or several of them together."""

from collections.abc import Iterator

from cards import progress, promises
from cards.plain_text import LONGEST_NAME, excerpt
from cards.words import Words
from domain.plan import Measure
from domain.summary.changes import ChangeKind
from domain.summary.selection import Selection
from domain.summary.themes import Names, ThemeKind

LONGEST_MEASURE = 120


def called(selection: Selection, names: Names, words: Words) -> list[str]:
    """Each thing that has been chosen, in words; one sentence where nothing has."""
    return list(_parts(selection, names, words)) or [words.say("All activities")]


def numbered(measure: Measure) -> str:
    """A measure's number and title."""
    return excerpt(f"{measure.number} {measure.title}", LONGEST_MEASURE)


def theme_kind(kind: ThemeKind, words: Words) -> str:
    """What a sort of theme is called."""
    match kind:
        case ThemeKind.FOCUS_AREA:
            return words.say("Focus area")
        case ThemeKind.STRATEGIC_PRIORITY:
            return words.say("Strategic priority")
        case ThemeKind.WORKING_METHOD:
            return words.say("Working method")


def change(kind: ChangeKind, words: Words) -> str:
    """What those have in common to which it has happened."""
    match kind:
        case ChangeKind.BECAME_DELAYED:
            return words.say("Have become delayed")
        case ChangeKind.DROPPED:
            return words.say("Have been dropped")
        case ChangeKind.BACK_ON_TRACK:
            return words.say("Are back on track")
        case ChangeKind.FINISHED:
            return words.say("Have been finished")
        case ChangeKind.NEW_OWNER:
            return words.say("Have a new owner")
        case ChangeKind.MOVED_END:
            return words.say("Have a new end date")


def _parts(selection: Selection, names: Names, words: Words) -> Iterator[str]:
    if selection.plan_activity_id is not None:
        yield words.say("One activity")
    if selection.measure_id is not None:
        yield numbered(names.measures[selection.measure_id])
    if selection.org_unit_id is not None:
        yield excerpt(names.org_units[selection.org_unit_id].name, LONGEST_NAME)
    for kind, number in selection.themes.items():
        name = excerpt(names.themes[kind, number].name, LONGEST_NAME)
        yield f"{theme_kind(kind, words)}: {name}"
    yield from _by_answer(selection, words)


def _by_answer(selection: Selection, words: Words) -> Iterator[str]:
    if selection.progress is not None or selection.is_missing:
        yield progress.label(selection.progress, words)
    if selection.is_noteworthy:
        yield words.say("Deviations and decisions")
    if selection.needs_decision:
        yield "◆ " + words.say("Needs a decision")
    if selection.obstacle is not None:
        yield words.say("Obstacle: {kind}", kind=progress.obstacle_word(selection.obstacle, words))
    if selection.change is not None:
        yield change(selection.change, words)
    if selection.promise is not None:
        yield words.say("Promised last time: {fate}", fate=promises.label(selection.promise, words))
