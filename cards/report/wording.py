"""How versions, instants and kinds of documents are told about a report."""

from datetime import datetime

from cards.plain_text import LONGEST_NAME, excerpt
from cards.words import Words
from domain.people import Language
from domain.report.corrections import CorrectionKind, Counts
from domain.report.formats import Format
from domain.report.seal import Seal

LONGEST_REASON_SHOWN = 300


def kind(which: Format, words: Words) -> str:
    """What a kind of document is called."""
    names = {
        Format.WORD: words.say("Word"),
        Format.PDF: words.say("PDF"),
        Format.EXCEL: words.say("Excel"),
        Format.CSV: words.say("CSV"),
        Format.JSON: words.say("JSON"),
        Format.HTML: words.say("Web page"),
    }
    return names[which]


def described(title: str, which: Format, words: Words) -> str:
    """What a report's file is, for whoever is asked whether they want it."""
    return words.say("Report, {round}, {kind}", round=title, kind=kind(which, words))


def language(which: Language, words: Words) -> str:
    """What a language is called."""
    return words.say("Swedish") if which is Language.SWEDISH else words.say("English")


def when(at: datetime, words: Words) -> str:
    """Day with its year, and time: 12 oktober 2023 kl. 09.05."""
    day = words.full_day(words.local_day(at))
    return words.say("{day} at {time}", day=day, time=words.clock(at))


def sealed(seal: Seal, words: Words) -> str:
    """Who approved a version, and when."""
    return words.say(
        "Approved by {name}, {when}.",
        name=excerpt(seal.sealed_by_name, LONGEST_NAME),
        when=when(seal.sealed_at, words),
    )


def reason(seal: Seal, words: Words) -> str:
    """Why a later version was made; "" for the first."""
    if not seal.reason:
        return ""
    return words.say("Why: {reason}", reason=excerpt(seal.reason, LONGEST_REASON_SHOWN))


def counted(found: Counts, words: Words) -> list[str]:
    """How many differences there are of each kind that there are any of."""
    return [_counted(which, number, words) for which, number in found]


def _counted(which: CorrectionKind, number: int, words: Words) -> str:
    match which:
        case CorrectionKind.LATE_ANSWER:
            return words.count("{n} answer that came later", "{n} answers that came later", number)
        case CorrectionKind.CORRECTED:
            return words.count("{n} corrected answer", "{n} corrected answers", number)
        case CorrectionKind.PLAN_CHANGED:
            return words.count(
                "{n} activity changed in the plan", "{n} activities changed in the plan", number
            )
        case CorrectionKind.ADDED:
            return words.count("{n} new activity", "{n} new activities", number)
        case CorrectionKind.REMOVED:
            return words.count("{n} removed activity", "{n} removed activities", number)
