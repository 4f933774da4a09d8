"""White spots: what is missing in the plan, each with what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cards import rounds
from cards.amendment import AboutAmendment
from cards.card import Card, JsonValue
from cards.message import Button
from cards.paging import page_of
from cards.payloads import AboutUnit, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.render import render
from cards.turning import page_buttons, page_words
from cards.verbs import Verb
from cards.words import Words
from domain.rounds import FollowUpRound
from domain.white_spots import WhiteSpot, WhiteSpotKind

SPOTS_ON_A_PAGE = 10
LONGEST_WHAT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One white spot as the template wants it; `heading` stands above the first of its kind.

    What can be mended at once leads to where: `amend` is what that carries.
    """

    heading: str
    remedy: str
    what: str
    place: str
    amend_tooltip: str = ""
    amend: dict[str, JsonValue] = field(default_factory=dict)


def white_spots(
    spots: Sequence[WhiteSpot], follow_up_round: FollowUpRound, words: Words, *, page: int = 0
) -> Card:
    """All of them, `SPOTS_ON_A_PAGE` at a time."""
    shown = page_of(spots, page, SPOTS_ON_A_PAGE)
    about = AboutUnit(follow_up_round_id=follow_up_round.follow_up_round_id)
    heading, standing = words.say("White spots"), in_short(spots, words)
    home = Button(title=words.say("To the overview"), verb=Verb.SHOW_OVERVIEW, data=data_of(about))
    return render(
        "white_spots",
        words,
        summary=f"{heading}. {standing}",
        occasion=rounds.title(follow_up_round, words),
        heading=heading,
        standing=standing,
        rows=_rows(shown.items, words),
        page_of=page_words(shown, words),
        buttons=[
            *page_buttons(about, Verb.SHOW_WHITE_SPOTS, shown, words),
            *_book(spots, about, words),
            home,
        ],
    )


def in_short(spots: Sequence[WhiteSpot], words: Words) -> str:
    """How many there are in all."""
    if not spots:
        return words.say("✔ No white spots: everything that has been adopted is under way and has an owner.")
    return words.count("{n} thing is missing in the plan.", "{n} things are missing in the plan.", len(spots))


def kind_word(kind: WhiteSpotKind, words: Words) -> str:
    """What is missing, as a heading."""
    match kind:
        case WhiteSpotKind.NO_OWNER:
            return words.say("Activities without an owner")
        case WhiteSpotKind.NO_PLAN_ACTIVITY:
            return words.say("Adopted measures without an activity")
        case WhiteSpotKind.NOT_ADOPTED:
            return words.say("Measures that nobody has adopted")
        case WhiteSpotKind.NOTHING_ON_TRACK:
            return words.say("Focus areas where nothing goes as planned")


def remedy(kind: WhiteSpotKind, words: Words) -> str:
    """What to do about it."""
    match kind:
        case WhiteSpotKind.NO_OWNER:
            return words.say("Agree on a new owner with the unit, and write the name in the plan.")
        case WhiteSpotKind.NO_PLAN_ACTIVITY:
            return words.say("Ask the unit what it will do, and add the activity to the plan.")
        case WhiteSpotKind.NOT_ADOPTED:
            return words.say("Raise in the steering group who is to take the measure on.")
        case WhiteSpotKind.NOTHING_ON_TRACK:
            return words.say("Read the obstacles in the summary, and raise the area with the director.")


def amend(spot: WhiteSpot | None) -> dict[str, JsonValue]:
    """What leads to changing the plan activity that it is about; nothing when it is about none."""
    if spot is None or spot.item is None:
        return {}
    return AboutAmendment(plan_activity_id=spot.item.plan_activity.plan_activity_id).data


def amend_tooltip(spot: WhiteSpot | None, words: Words) -> str:
    """What that button is called by whoever hears it."""
    if spot is None or spot.item is None:
        return ""
    return words.say("Choose an owner: {what}", what=excerpt(what(spot, words), LONGEST_NAME))


def what(spot: WhiteSpot, words: Words) -> str:
    """Which measure, plan activity or focus area."""
    if spot.item is not None:
        return f"{spot.item.plan_activity.number} {spot.item.plan_activity.title}"
    if spot.measure is not None:
        number, title = words.number(spot.measure.number), spot.measure.title
        return words.say("Measure {number}: {title}", number=number, title=title)
    return spot.focus_area


def _book(spots: Sequence[WhiteSpot], about: AboutUnit, words: Words) -> list[Button]:
    if not spots:
        return []
    return [Button(title=words.say("As Excel"), verb=Verb.WHITE_SPOTS_BOOK, data=data_of(about))]


def _rows(spots: Sequence[WhiteSpot], words: Words) -> list[Row]:
    first = {spot.kind: number for number, spot in reversed(list(enumerate(spots)))}
    return [
        Row(
            heading=kind_word(spot.kind, words) if first[spot.kind] == number else "",
            remedy=remedy(spot.kind, words) if first[spot.kind] == number else "",
            what=excerpt(what(spot, words), LONGEST_WHAT),
            place=excerpt(spot.org_unit.name, LONGEST_NAME) if spot.org_unit else "",
            amend_tooltip=amend_tooltip(spot, words),
            amend=amend(spot),
        )
        for number, spot in enumerate(spots)
    ]
