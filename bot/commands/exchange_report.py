"""Tells in the terminal what became of a file from another system, row by row, or would have."""

from collections import Counter
from collections.abc import Sequence
from typing import assert_never

from rich.console import Console
from rich.text import Text

from bot.commands.source import printable
from bot.exchange.importing import Judged, RowFate, Wish
from bot.exchange.subjects import Subject
from bot.exchange.table_words import why
from cards import progress
from cards.words import Words
from domain.answers import Progress
from domain.brought import Doubted


def print_judged(judged: Sequence[Judged], wish: Wish, words: Words, console: Console) -> None:
    """One line for each row, and what it came to in all."""
    for each in judged:
        line = words.say(
            "Line {line}, {number}: {sentence}",
            line=each.row.line,
            number=each.row.number or "–",
            sentence=_became(each, wish, words),
        )
        _line(console, line, "red" if each.fate is RowFate.REFUSED else "")
    console.print()
    counts = Counter(each.fate for each in judged)
    if counts[RowFate.REFUSED]:
        sentence = words.count(
            "Nothing has been saved: {n} row must be mended first.",
            "Nothing has been saved: {n} rows must be mended first.",
            counts[RowFate.REFUSED],
        )
        _line(console, sentence, "bold red")
        if any(isinstance(each.outcome, Doubted) for each in judged):
            _line(
                console,
                words.say("Where there are only questions, --despite-doubts saves it all the same."),
                "",
            )
        return
    _line(console, _in_all(counts, words, dry_run=wish.dry_run), "bold")
    if wish.dry_run:
        _line(console, words.say("This was a dry run. Nothing has been stored."), "bold")


def _became(each: Judged, wish: Wish, words: Words) -> str:
    match each.fate:
        case RowFate.REFUSED:
            reasons = " ".join(why(each.row, each.outcome, wish.mapping, words))
            return words.say("refused: {sentence}", sentence=reasons)
        case RowFate.SILENT:
            return words.say("no answer in the file")
        case RowFate.OVERTAKEN:
            return words.say("passed over, since somebody has answered later")
        case RowFate.SAME:
            return words.say("the same as before")
        case RowFate.NEW:
            stands = progress.word(Progress(each.row.texts[Subject.PROGRESS]), words)
            return words.say("new answer, {progress}", progress=stands)
    assert_never(each.fate)


def _in_all(counts: Counter[RowFate], words: Words, *, dry_run: bool) -> str:
    number = counts[RowFate.NEW]
    if dry_run:
        new = words.count("{n} answer would be saved.", "{n} answers would be saved.", number)
    else:
        new = words.count("{n} answer has been saved.", "{n} answers have been saved.", number)
    others = {
        RowFate.SAME: words.count("{n} row is as before.", "{n} rows are as before.", counts[RowFate.SAME]),
        RowFate.OVERTAKEN: words.count(
            "{n} row was passed over.", "{n} rows were passed over.", counts[RowFate.OVERTAKEN]
        ),
        RowFate.SILENT: words.count(
            "{n} row has no answer.", "{n} rows have no answer.", counts[RowFate.SILENT]
        ),
    }
    return " ".join([new, *(sentence for fate, sentence in others.items() if counts[fate])])


def _line(console: Console, line: str, style: str) -> None:
    # As text, never as markup: what stands in a cell must not colour or link the terminal.
    console.print(Text(printable(line), style=style), soft_wrap=True)
