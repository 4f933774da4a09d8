"""What a follow-up round is called on the command line: 2023-delår or 2023-interim, or its number."""

from collections.abc import Sequence

from cards.words import Words
from domain.people import Language
from domain.rounds import FollowUpRound, Occasion

NAMES = {
    Occasion.INTERIM_ACCOUNTS: frozenset({"delår", "delar", "delårsbokslut", "interim", "interim-accounts"}),
    Occasion.ANNUAL_ACCOUNTS: frozenset({"år", "ar", "helår", "årsbokslut", "annual", "annual-accounts"}),
}
USUAL = {
    Language.SWEDISH: {Occasion.INTERIM_ACCOUNTS: "delår", Occasion.ANNUAL_ACCOUNTS: "år"},
    Language.ENGLISH: {Occasion.INTERIM_ACCOUNTS: "interim", Occasion.ANNUAL_ACCOUNTS: "annual"},
}


def name_of(follow_up_round: FollowUpRound, words: Words) -> str:
    """What to write to mean that round."""
    occasion = USUAL[words.language][follow_up_round.occasion]
    return f"{follow_up_round.reference_date.year}-{occasion}"


def named(written: str, follow_up_rounds: Sequence[FollowUpRound]) -> FollowUpRound | None:
    """The round that somebody means, by name or by number; None when there is none like that."""
    wanted = written.strip().lower()
    year, _, occasion = wanted.partition("-")
    return next(
        (
            each
            for each in follow_up_rounds
            if wanted == str(each.follow_up_round_id)
            or (year == str(each.reference_date.year) and occasion in NAMES[each.occasion])
        ),
        None,
    )
