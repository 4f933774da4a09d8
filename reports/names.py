"""What things are called in the documents, by the same words as on the cards."""

from domain.answers import NextYear, ObstacleKind, Progress, PromiseFate
from domain.report.data import EarlierRound, RoundRecord
from domain.rounds import Occasion
from reports.wording import Wording

SYMBOLS = {
    Progress.NOT_STARTED: "○",
    Progress.ON_TRACK: "●",
    Progress.DELAYED: "▲",
    Progress.DONE: "✔",
    Progress.DROPPED: "✕",
    None: "–",
}


def progress(state: Progress | None, words: Wording) -> str:
    """What a state is called; None is a missing answer."""
    names = {
        Progress.NOT_STARTED: words.say("Not started"),
        Progress.ON_TRACK: words.say("On track"),
        Progress.DELAYED: words.say("Delayed"),
        Progress.DONE: words.say("Done"),
        Progress.DROPPED: words.say("Dropped"),
        None: words.say("No answer"),
    }
    return names[state]


def labelled(state: Progress | None, words: Wording) -> str:
    """Symbol and word: ▲ Försenad."""
    return f"{SYMBOLS[state]} {progress(state, words)}"


def obstacle(kind: ObstacleKind, words: Wording) -> str:
    """What an obstacle is called."""
    names = {
        ObstacleKind.MONEY: words.say("Money"),
        ObstacleKind.PROCUREMENT: words.say("Procurement"),
        ObstacleKind.STAFF: words.say("Staff"),
        ObstacleKind.DECISION: words.say("A decision"),
        ObstacleKind.OTHER_PARTY: words.say("Another party"),
    }
    return names[kind]


def occasion(which: Occasion, words: Wording) -> str:
    """Delårsbokslut or årsbokslut."""
    names = {
        Occasion.INTERIM_ACCOUNTS: words.say("Interim accounts"),
        Occasion.ANNUAL_ACCOUNTS: words.say("Annual accounts"),
    }
    return names[which]


def round_title(follow_up_round: RoundRecord | EarlierRound, words: Wording) -> str:
    """Its name with the year: Delårsbokslut 2023."""
    return f"{occasion(follow_up_round.occasion, words)} {follow_up_round.reference_date.year}"


def round_in_sentence(follow_up_round: RoundRecord, words: Wording) -> str:
    """The same inside a sentence: delårsbokslutet 2023."""
    names = {
        Occasion.INTERIM_ACCOUNTS: words.say("interim accounts"),
        Occasion.ANNUAL_ACCOUNTS: words.say("annual accounts"),
    }
    return f"{names[follow_up_round.occasion]} {follow_up_round.reference_date.year}"


def promise(fate: PromiseFate, words: Wording) -> str:
    """What became of a promised next step."""
    names = {
        PromiseFate.KEPT: words.say("Kept"),
        PromiseFate.UNDER_WAY: words.say("Under way"),
        PromiseFate.MOVED: words.say("Moved to later"),
        PromiseFate.DROPPED: words.say("Let go"),
    }
    return names[fate]


def next_year(wish: NextYear, words: Wording) -> str:
    """What is to become of it in the plan of the year after."""
    names = {
        NextYear.CONTINUE: words.say("Continues"),
        NextYear.CHANGE: words.say("Changes"),
        NextYear.END: words.say("Ends"),
    }
    return names[wish]
