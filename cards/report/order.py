"""A document that takes a while: how it goes, that it is ready, or why it was not made."""

from typing import assert_never

from cards.card import Card
from cards.message import Button, message
from cards.report import wording
from cards.report.payloads import AboutDocument, AboutReport
from cards.verbs import Verb
from cards.words import Words
from domain.report.orders import Order, OrderFault, Stage

STAGES = (Stage.READING, Stage.WRITING, Stage.CHECKING)


def what(order: Order, words: Words) -> str:
    """Which document it is: Word, 1 240 aktiviteter."""
    return words.count(
        "{kind}, {n} activity",
        "{kind}, {n} activities",
        order.plan_activities,
        kind=wording.kind(order.kind, words),
    )


def under_way(order: Order, stage: Stage, words: Words) -> Card:
    """How far it has come."""
    say = words.say
    told = say("You get the file here in the chat. You can go on with other things meanwhile.")
    return message(
        words,
        say("The report is being made … ({what})", what=what(order, words)),
        [_stage(stage, words), told],
    )


def ready(order: Order, name: str, words: Words) -> Card:
    """It is made, and offered beside this."""
    say = words.say
    return message(
        words,
        say("The report is ready ({what})", what=what(order, words)),
        [say("“{name}” is further down in the chat.", name=name)],
        buttons=[_back(order, words)],
    )


def failed(order: Order, fault: OrderFault, words: Words) -> Card:
    """Why it was not made, and what can be done."""
    say = words.say
    again = AboutDocument(
        follow_up_round_id=order.follow_up_round_id,
        kind=order.kind,
        version=order.version,
        language=order.language,
    )
    retry = Button(title=say("Try again"), verb=Verb.FETCH_REPORT, data=again.data, is_main=True)
    return message(
        words,
        say("The report could not be made ({what})", what=what(order, words)),
        [_fault(fault, words)],
        buttons=[*([retry] if fault is OrderFault.FAILED else []), _back(order, words)],
    )


def _stage(stage: Stage, words: Words) -> str:
    say = words.say
    match stage:
        case Stage.ORDERED:
            return say("It is its turn shortly.")
        case Stage.READING:
            does = say("reads the answers")
        case Stage.WRITING:
            does = say("writes the document")
        case Stage.CHECKING:
            does = say("checks that everything is in it")
        case _:
            assert_never(stage)
    return say("Step {n} of {all}: {does}.", n=STAGES.index(stage) + 1, all=len(STAGES), does=does)


def _fault(fault: OrderFault, words: Words) -> str:
    say = words.say
    match fault:
        case OrderFault.FAILED:
            return say("Something went wrong with us. Try again, or choose another kind of document.")
        case OrderFault.TOO_LARGE:
            return say(
                "The file is over 5 MB, and a larger one cannot be sent in the chat. "
                "Choose another kind of document: Excel and Word take the least space."
            )
        case OrderFault.GONE:
            return say("The follow-up or the version is not here any longer. Open the report again.")
        case OrderFault.BROKEN_SEAL:
            return say(
                "An approved version in the database is not as it was when it was approved. "
                "Nothing was made of it. Tell whoever runs the service."
            )
        case OrderFault.BAD_TEMPLATE:
            return bad_template(words)
        case _:
            assert_never(fault)


def bad_template(words: Words) -> str:
    """When the municipality's own Word template has a fault."""
    return words.say(
        "The municipality’s Word template cannot be used. Tell whoever runs the service, "
        "and choose another kind of document meanwhile."
    )


def _back(order: Order, words: Words) -> Button:
    about = AboutReport(follow_up_round_id=order.follow_up_round_id)
    return Button(title=words.say("The report"), verb=Verb.SHOW_REPORT, data=about.data)
