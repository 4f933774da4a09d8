"""What a follow-up round is called on the command line: 2023-delår, Delårsbokslut 2023, or its number."""

from collections.abc import Sequence

from cards.words import Words
from domain.people import Language
from domain.rounds import FollowUpRound, Occasion

NAMES = {
    Occasion.INTERIM_ACCOUNTS: frozenset(
        {"delår", "delar", "delårsbokslut", "interim", "interim-accounts", "interim accounts"}
    ),
    Occasion.ANNUAL_ACCOUNTS: frozenset(
        {"år", "ar", "helår", "årsbokslut", "annual", "annual-accounts", "annual accounts"}
    ),
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
    wanted = " ".join(written.lower().split())
    year, occasion = _year_and_occasion(wanted)
    return next(
        (
            each
            for each in follow_up_rounds
            if wanted == str(each.follow_up_round_id)
            or (year == str(each.reference_date.year) and occasion in NAMES[each.occasion])
        ),
        None,
    )


def _year_and_occasion(wanted: str) -> tuple[str, str]:
    """2023-delår, or as it is written in cards and documents: delårsbokslut 2023."""
    year, _, occasion = wanted.partition("-")
    if year.isdigit():
        return year, occasion
    title, _, year = wanted.rpartition(" ")
    return year, title
