"""White spots with one text wherever the plan fills in."""

from cards import white_spots
from cards.card import Card
from cards.words import Words
from domain.white_spots import WhiteSpot, WhiteSpotKind
from tests.cards import givens


def cards_about_white_spots(words: Words, text: str, many: int) -> dict[str, Card]:
    """The first page of many, the next one, and none at all."""
    measure, unit = givens.measure(1, text), givens.org_unit(1, text)
    spots = [
        spot
        for _ in range(many)
        for spot in (
            WhiteSpot(kind=WhiteSpotKind.NO_OWNER, item=givens.item(1, text=text), org_unit=unit),
            WhiteSpot(kind=WhiteSpotKind.NO_PLAN_ACTIVITY, measure=measure, org_unit=unit),
            WhiteSpot(kind=WhiteSpotKind.NOT_ADOPTED, measure=measure),
            WhiteSpot(kind=WhiteSpotKind.NOTHING_ON_TRACK, focus_area=text),
        )
    ]
    spots.sort(key=lambda spot: list(WhiteSpotKind).index(spot.kind))
    follow_up_round = givens.follow_up_round()
    return {
        "white spots": white_spots.white_spots(spots, follow_up_round, words),
        "more white spots": white_spots.white_spots(spots, follow_up_round, words, page=1),
        "no white spots": white_spots.white_spots([], follow_up_round, words),
    }
