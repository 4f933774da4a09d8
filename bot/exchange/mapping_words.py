"""Why a mapping cannot be used, in sentences that say which line to mend and how."""

from collections.abc import Mapping

from bot.exchange.problems import MappingProblem
from bot.exchange.problems import MappingProblemKind as Kind
from cards.plan_file.reasons import shortened
from cards.words import Words


def sentences(problems: tuple[MappingProblem, ...], words: Words) -> list[str]:
    """Each problem with its line, in the order of the file."""
    return [
        words.say("Line {line}: {sentence}", line=each.line, sentence=_sentence(each, words))
        for each in sorted(problems, key=lambda each: each.line)
    ]


def _sentence(problem: MappingProblem, words: Words) -> str:
    blanks = {
        "name": problem.name or words.say("The file"),
        "value": shortened(problem.value),
        "choices": words.listed([words.say("“{field}”", field=each) for each in problem.choices]),
    }
    return {**_shapes(words, blanks), **_meanings(words, blanks)}[problem.kind]


def _shapes(words: Words, blanks: Mapping[str, str]) -> dict[Kind, str]:
    say = words.say
    return {
        Kind.MISSING: say("{name} is missing. Add it.", **blanks),
        Kind.UNKNOWN_NAME: say("{name} does not belong here. Choose among {choices}.", **blanks),
        Kind.NAME_TWICE: say("{name} stands here twice. Keep one of them.", **blanks),
        Kind.NOT_A_CHOICE: say("{name} cannot be “{value}”. Choose among {choices}.", **blanks),
        Kind.WRONG_SHAPE: say(
            "{name} is not written as a mapping has it. Compare it with the example.", **blanks
        ),
        Kind.NOT_ONE_LINE: say("{name} must be a text on one line.", **blanks),
        Kind.TOO_LONG: say("{name} is too long. Shorten it.", **blanks),
    }


def _meanings(words: Words, blanks: Mapping[str, str]) -> dict[Kind, str]:
    say = words.say
    return {
        Kind.ABOUT_OR_ALWAYS: say(
            "the column “{value}” needs either “about” (what it tells) or “always” (what stands in it).",
            **blanks,
        ),
        Kind.COLUMN_TWICE: say("two columns are called “{value}”. Give each its own name.", **blanks),
        Kind.SUBJECT_TWICE: say("two columns are about {value}. Keep one of them.", **blanks),
        Kind.NO_NUMBER: say(
            "no column tells which activity it is. Write “about: number” for the one that does.", **blanks
        ),
        Kind.NO_PROGRESS: say(
            "no column tells how it is going, and without it nothing can be read in. "
            "Write “about: progress” for the one that does.",
            **blanks,
        ),
        Kind.NO_WORDS_HERE: say(
            "the column “{value}” has free text, numbers or days, and no words to translate. Remove “words”.",
            **blanks,
        ),
        Kind.UNKNOWN_CODE: say("“{value}” is none of our codes. Choose among {choices}.", **blanks),
        Kind.CODE_LEFT_OUT: say("the column “{value}” has no word for {choices}. Add it.", **blanks),
        Kind.SAME_WORD: say(
            "“{value}” means both {choices}, so nobody can tell which when it is read. "
            "Choose another word for one of them.",
            **blanks,
        ),
    }
