"""How a progress is shown everywhere: a word, a symbol and a colour, never the colour alone."""

from dataclasses import dataclass
from functools import lru_cache

from cards.words import Words
from domain.answers import ObstacleKind, Progress, Statement
from domain.people import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Symbol, text colour and chart colour, in Adaptive Cards' own names."""

    symbol: str
    colour: str
    chart: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A statement as the templates show it: only the symbol has colour, so that the words can be read."""

    symbol: str
    colour: str
    words: str


NO_BREAK = "\N{NO-BREAK SPACE}"
# A line may be broken between a dash and a no-break space, but not beside this one.
JOINED = "\N{WORD JOINER}\N{NO-BREAK SPACE}"
LOOKS = {
    Progress.NOT_STARTED: Look(symbol="○", colour="default", chart="categoricalBlue"),
    Progress.ON_TRACK: Look(symbol="●", colour="good", chart="good"),
    Progress.DELAYED: Look(symbol="▲", colour="warning", chart="warning"),
    Progress.DONE: Look(symbol="✔", colour="good", chart="categoricalTeal"),
    Progress.DROPPED: Look(symbol="✕", colour="attention", chart="attention"),
}
SAID_OFTEN = 4096
MISSING = Look(symbol="–", colour="default", chart="neutral")


def look(progress: Progress | None) -> Look:
    """How it looks; None is a missing answer."""
    return LOOKS[progress] if progress else MISSING


def word(progress: Progress | None, words: Words) -> str:
    """What it is called."""
    match progress:
        case Progress.NOT_STARTED:
            return words.say("Not started")
        case Progress.ON_TRACK:
            return words.say("On track")
        case Progress.DELAYED:
            return words.say("Delayed")
        case Progress.DONE:
            return words.say("Done")
        case Progress.DROPPED:
            return words.say("Dropped")
        case None:
            return words.say("No answer")


def label(progress: Progress | None, words: Words) -> str:
    """Symbol and word: ▲ Försenad."""
    return f"{look(progress).symbol} {word(progress, words)}"


def obstacle_word(kind: ObstacleKind, words: Words) -> str:
    """What an obstacle is called."""
    match kind:
        case ObstacleKind.MONEY:
            return words.say("Money")
        case ObstacleKind.PROCUREMENT:
            return words.say("Procurement")
        case ObstacleKind.STAFF:
            return words.say("Staff")
        case ObstacleKind.DECISION:
            return words.say("A decision")
        case ObstacleKind.OTHER_PARTY:
            return words.say("Another party")


def in_short(statement: Statement, words: Words) -> str:
    """A statement in one line: ▲ Försenad · 40 %."""
    return _in_short(statement.progress, statement.percent, words.language)


def last_time(statement: Statement, words: Words) -> str:
    """The same of what was said in an earlier round: Förra gången: ▲ Försenad · 40 %."""
    return _last_time(statement.progress, statement.percent, words.language)


def without_symbol(statement: Statement, words: Words) -> str:
    """The same where the symbol stands beside it in its own colour: Försenad · 40 %."""
    return _without_symbol(statement.progress, statement.percent, words.language)


# There are only so many ways to stand, and a card says them again and again. They are remembered by the
# language, which is quicker to look up than the words with their time zone.
@lru_cache(maxsize=SAID_OFTEN)
def _last_time(progress: Progress, percent: int | None, language: Language) -> str:
    return Words(language=language).say("Last time: {short}", short=_in_short(progress, percent, language))


@lru_cache(maxsize=SAID_OFTEN)
def _in_short(progress: Progress, percent: int | None, language: Language) -> str:
    return f"{look(progress).symbol} {_without_symbol(progress, percent, language)}"


@lru_cache(maxsize=SAID_OFTEN)
def _without_symbol(progress: Progress, percent: int | None, language: Language) -> str:
    words = Words(language=language)
    said = word(progress, words)
    return said if percent is None else f"{said} · {words.percent(percent / 100)}"


def state(statement: Statement, words: Words) -> State:
    """A statement's symbol, its colour and its words."""
    seen = look(statement.progress)
    return State(symbol=seen.symbol, colour=seen.colour, words=without_symbol(statement, words))


def counted(progress: Progress | None, number: int, words: Words) -> str:
    """How many stand there: ▲ 2 försenade."""
    phrases = {
        Progress.NOT_STARTED: words.count("{n} not started", "{n} not started", number),
        Progress.ON_TRACK: words.count("{n} on track", "{n} on track", number),
        Progress.DELAYED: words.count("{n} delayed", "{n} delayed", number),
        Progress.DONE: words.count("{n} done", "{n} done", number),
        Progress.DROPPED: words.count("{n} dropped", "{n} dropped", number),
    }
    said = phrases[progress] if progress else words.count("{n} without answer", "{n} without answer", number)
    return look(progress).symbol + JOINED + said.replace(" ", NO_BREAK)
