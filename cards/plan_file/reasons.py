"""Why a file or a row was refused, as a sentence that says what to do about it."""

from cards.plan_file.sentences import faults, reasons, without_choices
from cards.words import Words
from domain.plan_file.problems import FileFault, FileRefusedError, Problem
from domain.plan_file.sheets import Layout, Place, field_name, section_name

LONGEST_VALUE = 80
MOST_CHOICES = 12
MEGABYTES = 1024 * 1024


def shortened(text: str, limit: int = LONGEST_VALUE) -> str:
    """Text on one line that fits in a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def file_reason(error: FileRefusedError, words: Words) -> str:
    """Why the whole file was refused."""
    if error.fault is FileFault.NOT_YAML and not error.detail:
        return words.say("The file is not written as text in UTF-8. Save it again with that encoding.")
    size = int(error.detail) if error.fault is FileFault.TOO_LARGE else 0
    blanks = {"detail": shortened(error.detail), "megabytes": words.number(round(size / MEGABYTES))}
    return faults(words, blanks)[error.fault]


def reason(problem: Problem, layout: Layout, words: Words) -> str:
    """Why a row was refused, beginning with where it stands."""
    place = where(problem.place, layout, words)
    return words.say("{place}: {sentence}", place=place, sentence=sentence_of(problem, layout, words))


def sentence_of(problem: Problem, layout: Layout, words: Words) -> str:
    """Why a row was refused, for who sees where it stands."""
    section = problem.place.section
    blanks = {
        "field": field_name(section, problem.field, layout) if section else problem.field,
        "value": shortened(problem.value),
        "choices": _listed(problem.choices, words),
        "low": problem.low,
        "high": problem.high,
    }
    sentences = reasons(words, blanks)
    if not problem.choices:
        sentences |= without_choices(words, blanks)
    return sentences[problem.kind]


def where(place: Place, layout: Layout, words: Words) -> str:
    """A place as its reader would look it up."""
    if place.section is None:
        return words.say("Row {row}", row=place.row) if place.row else words.say("The file")
    name = section_name(place.section, layout)
    return words.say("Row {row} in {name}", row=place.row, name=name) if place.row else name


def _listed(choices: tuple[str, ...], words: Words) -> str:
    shown = [shortened(choice) for choice in choices[:MOST_CHOICES]]
    if len(choices) > MOST_CHOICES:
        return words.say("{names} and {n} more", names=", ".join(shown), n=len(choices) - MOST_CHOICES)
    return words.listed(shown)
