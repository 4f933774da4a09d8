"""What became of last time's next step: a word and a symbol for each."""

from cards.words import Words
from domain.answers import PromiseFate

SYMBOLS = {
    PromiseFate.KEPT: "✔",
    PromiseFate.UNDER_WAY: "●",
    PromiseFate.MOVED: "▲",
    PromiseFate.DROPPED: "✕",
}


def word(fate: PromiseFate, words: Words) -> str:
    """What it is called."""
    match fate:
        case PromiseFate.KEPT:
            return words.say("Kept")
        case PromiseFate.UNDER_WAY:
            return words.say("Under way")
        case PromiseFate.MOVED:
            return words.say("Moved to later")
        case PromiseFate.DROPPED:
            return words.say("Let go")


def label(fate: PromiseFate, words: Words) -> str:
    """Symbol and word: ✔ Gjort."""
    return f"{SYMBOLS[fate]} {word(fate, words)}"
