"""What a follow-up round is called."""

from cards.words import Words
from domain.rounds import FollowUpRound, Occasion


def occasion_word(occasion: Occasion, words: Words) -> str:
    """Delårsbokslut or årsbokslut."""
    match occasion:
        case Occasion.INTERIM_ACCOUNTS:
            return words.say("Interim accounts")
        case Occasion.ANNUAL_ACCOUNTS:
            return words.say("Annual accounts")


def title(follow_up_round: FollowUpRound, words: Words) -> str:
    """Its name with the year: Delårsbokslut 2023."""
    return f"{occasion_word(follow_up_round.occasion, words)} {follow_up_round.reference_date.year}"


def occasion_in_sentence(occasion: Occasion, words: Words) -> str:
    """The same inside a sentence: delårsbokslutet."""
    match occasion:
        case Occasion.INTERIM_ACCOUNTS:
            return words.say("interim accounts")
        case Occasion.ANNUAL_ACCOUNTS:
            return words.say("annual accounts")
