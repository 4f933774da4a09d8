"""What one can do here, for the roles one has; and a way forward from everything not understood."""

from cards.card import Card
from cards.message import Button, message
from cards.verbs import Verb
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Replace, Reply, Show
from domain.people import Role
from domain.permissions import IMPORTERS, READERS_OF_SUMMARY, STRATEGISTS, has_any


async def helped(turn: Turn) -> Reply:
    """`hjälp`."""
    return Show(card(turn, turn.words.say("What I can help you with")))


async def show(turn: Turn, _submitted: CardSubmitted) -> Reply:
    """The same from a button."""
    return Replace(card(turn, turn.words.say("What I can help you with")))


async def not_understood(turn: Turn) -> Reply:
    """Something was written that is no command."""
    return Show(card(turn, turn.words.say("I did not understand that, but I can do this")))


def card(turn: Turn, heading: str) -> Card:
    """The commands that the person may use, and how to stop reminders."""
    return message(
        turn.words,
        heading,
        [],
        facts=[*commands(turn), *_opting_out(turn)],
        buttons=buttons(turn),
    )


def commands(turn: Turn) -> list[tuple[str, str]]:
    """Each command with what it does."""
    say, roles = turn.words.say, turn.person.roles
    found = []
    if Role.OWNER in roles:
        found.append((say("my activities"), say("Your activities, what you have answered and what is left.")))
        found += _for_owners(turn)
    if has_any(turn.person, STRATEGISTS):
        standing = say(
            "Who has answered, who has not and who cannot be reached. "
            "You can remind, and answer for somebody."
        )
        found.append((say("overview"), standing))
        dates = say("The year’s follow-ups with every date. Plan a new one, or move dates.")
        found.append((say("year"), dates))
    if has_any(turn.person, IMPORTERS):
        found.append(
            (say("plan file"), say("The plan as Excel. Drop the workbook here in the chat to read it in."))
        )
        starting = say("What goes on into the new year’s plan, what ends, and which follow-ups it gets.")
        found.append((say("new year"), starting))
    if has_any(turn.person, READERS_OF_SUMMARY):
        found.append((say("summary"), say("Where the whole plan stands, and what is off track.")))
        found.append((say("report"), say("Approve the report, and fetch it as a document.")))
    return [*found, (say("help"), say("This list."))]


def _for_owners(turn: Turn) -> list[tuple[str, str]]:
    """What can be said in one's own words."""
    say = turn.words.say
    return [
        (
            say("1 done"),
            say(
                "Answers in words. The number is that of the row in your list. You can also write "
                "“2 delayed waiting for procurement” or “all except 2 unchanged”. "
                "You see what I understood before anything is saved."
            ),
        ),
        (
            say("I am away until Friday"),
            say(
                "Somebody else gets your reminders and can answer for you. "
                "Write “I am back” if you come earlier."
            ),
        ),
        (
            say("reminders"),
            say("Choose at what hours they come, or pause those before the last day to answer."),
        ),
    ]


def buttons(turn: Turn) -> list[Button]:
    """The same as buttons, for those who would rather press than write."""
    say, roles = turn.words.say, turn.person.roles
    found = []
    if Role.OWNER in roles:
        found.append(Button(title=say("My activities"), verb=Verb.MY_ACTIVITIES))
    if has_any(turn.person, STRATEGISTS):
        found.append(Button(title=say("Overview"), verb=Verb.OVERVIEW))
    if has_any(turn.person, READERS_OF_SUMMARY):
        found.append(Button(title=say("Summary"), verb=Verb.SUMMARY))
    return found


def _opting_out(turn: Turn) -> list[tuple[str, str]]:
    say = turn.words.say
    if Role.OWNER not in turn.person.roles:
        return []
    how = say(
        "They stop when you have answered everything. With “pause reminders” only the last one before the "
        "deadline comes, and those after it. Is an activity not yours any longer? Open it and choose "
        "“Not mine any longer”. If you remove the app in Teams you get no more messages."
    )
    return [(say("No more reminders?"), how)]
