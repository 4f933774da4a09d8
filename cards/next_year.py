"""The draft of next year's plan as a card: how much goes on, changes and ends, and how much is proposed."""

from cards import rounds
from cards.card import Card
from cards.message import Button, message
from cards.next_year_words import next_year_word
from cards.payloads import AboutUnit, data_of
from cards.verbs import Verb
from cards.words import Words
from domain.answers import NextYear
from domain.new_year.owners import Ownerless, WhyGone
from domain.next_year import NextYearDraft
from domain.rounds import FollowUpRound


def next_year(
    draft: NextYearDraft,
    white_spots: int,
    follow_up_round: FollowUpRound,
    words: Words,
    *,
    ownerless: int = 0,
) -> Card:
    """The counts, and the workbook to work on; `white_spots` is how many things are missing in the plan.

    Of what goes on `ownerless` have an owner who has left.
    """
    about = AboutUnit(follow_up_round_id=follow_up_round.follow_up_round_id)
    facts = [(next_year_word(choice, words), words.number(len(draft.of(choice)))) for choice in NextYear]
    return message(
        words,
        words.say("Draft of the plan for {year}", year=draft.year),
        [*sentences(draft, follow_up_round, words), *_without_owner(ownerless, words)],
        [
            Button(title=words.say("As Excel"), verb=Verb.NEXT_YEAR_BOOK, data=data_of(about), is_main=True),
            Button(title=words.say("White spots"), verb=Verb.SHOW_WHITE_SPOTS, data=data_of(about)),
            Button(title=words.say("To the overview"), verb=Verb.SHOW_OVERVIEW, data=data_of(about)),
        ],
        facts=[*facts, (words.say("Proposals from white spots"), words.number(white_spots))],
    )


def why_ownerless(left: Ownerless, words: Words) -> str:
    """Who has left, how we know, and what to do."""
    name = left.item.owner_name
    match left.why:
        case WhyGone.NOT_IN_PLAN:
            return words.say("{name} is not in the plan any longer. Choose a new owner.", name=name)
        case WhyGone.ACCOUNT_CLOSED:
            return words.say("The account of {name} is closed. Choose a new owner.", name=name)


def _without_owner(number: int, words: Words) -> list[str]:
    if not number:
        return []
    told = words.count(
        "{n} activity has no owner in the draft, as its owner has left. "
        "The sheet “Utan ansvarig” tells more.",
        "{n} activities have no owner in the draft, as their owners have left. "
        "The sheet “Utan ansvarig” tells more.",
        number,
    )
    return [told]


def sentences(draft: NextYearDraft, follow_up_round: FollowUpRound, words: Words) -> list[str]:
    """Where the draft comes from, and what to do with it."""
    found = [
        words.say("From the answers to {round}.", round=rounds.title(follow_up_round, words)),
        words.say("Change the workbook as you like, and drop it here in the chat to read it in."),
    ]
    if draft.proposed:
        proposed = words.count(
            "About {n} activity nobody has said anything: it ends if it is done or dropped, and otherwise "
            "goes on.",
            "About {n} activities nobody has said anything: they end if they are done or dropped, and "
            "otherwise go on.",
            draft.proposed,
        )
        found.insert(1, proposed)
    return found
