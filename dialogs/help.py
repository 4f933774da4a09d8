"""What one can do here, for the roles one has; and a way forward from everything not understood."""

from cards.card import Card
from cards.help import Section, help_card
from cards.message import Button
from cards.verbs import Verb
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Replace, Reply, Show
from domain.people import Role
from domain.permissions import READERS_OF_SUMMARY, STRATEGISTS, has_any


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
    """The commands that the person may use, role by role, and how to stop reminders."""
    return help_card(turn.words, heading, sections(turn), buttons(turn))


def sections(turn: Turn) -> list[Section]:
    """Each command with what it does, under each of the person's roles."""
    say, roles = turn.words.say, turn.person.roles
    found = []
    if Role.OWNER in roles:
        owners = [*_for_owners(turn), *_opting_out(turn)]
        found.append(Section(heading=say("For those who own activities"), commands=owners))
    if Role.MANAGER in roles:
        found.append(Section(heading=say("For the unit’s manager"), commands=_for_managers(turn)))
    if Role.STRATEGIST in roles:
        strategists = [*_for_strategists(turn), *_for_importers(turn), *_for_readers(turn)]
        found.append(Section(heading=say("For the strategists"), commands=strategists))
    elif Role.ADMIN in roles:
        found.append(Section(heading=say("For the administrators"), commands=_for_importers(turn)))
    if Role.DIRECTOR in roles:
        found.append(Section(heading=say("For the director"), commands=_for_readers(turn)))
    everybody = [(say("help"), say("This list."))]
    return [*found, Section(heading=say("For everybody"), commands=everybody)]


def _for_managers(turn: Turn) -> list[tuple[str, str]]:
    say = turn.words.say
    how = say(
        "When the last day has passed you are told what your unit has left, if anything. You write nothing."
    )
    return [(say("Your unit’s answers"), how)]


def _for_strategists(turn: Turn) -> list[tuple[str, str]]:
    say = turn.words.say
    return [
        (
            say("overview"),
            say(
                "Who has answered, who has not and who cannot be reached. "
                "You can remind, and answer for somebody."
            ),
        ),
        (
            say("to do"),
            say("What waits for your word: more time, hand-overs and people whom I do not recognise."),
        ),
        (say("year"), say("The year’s follow-ups with every date. Plan a new one, or move dates.")),
        (
            say("plan committee 20 February"),
            say("Every date of a follow-up, counted back from the committee’s day. “Plan” gives the form."),
        ),
        (
            say("rehearsal"),
            say("The whole follow-up day by day before it happens, and what each card looks like."),
        ),
        (say("white spots"), say("What the plan has promised that nobody does or nobody answers for.")),
        (say("response figures"), say("How soon and how easily people answered, by unit and in all.")),
        (say("next year"), say("What becomes of each activity next year, and a draft of the list.")),
        (say("edit 1.2"), say("Change the title, dates, unit or owner of one activity, by its number.")),
    ]


def _for_importers(turn: Turn) -> list[tuple[str, str]]:
    say = turn.words.say
    return [
        (
            say("pre-flight"),
            say("What would stop answers when the follow-up opens, with what to do about it."),
        ),
        (say("plan file"), say("The plan as Excel. Drop the workbook here in the chat to read it in.")),
        (
            say("new year"),
            say("What goes on into the new year’s plan, what ends, and which follow-ups it gets."),
        ),
    ]


def _for_readers(turn: Turn) -> list[tuple[str, str]]:
    say = turn.words.say
    report = (
        say("Approve the report, and fetch it as a document.")
        if Role.DIRECTOR in turn.person.roles
        else say("Read the report, and fetch it as a document.")
    )
    return [
        (say("summary"), say("Where the whole plan stands, and what is off track.")),
        (
            say("how is the recycling going?"),
            say("Ask in your own words about a measure, a unit or an activity. You get its answers."),
        ),
        (
            say("questions"),
            say(
                "What you and others have asked those responsible, with the replies. You ask with “Ask the "
                "owner” under an activity in the summary."
            ),
        ),
        (say("report"), report),
    ]


def _for_owners(turn: Turn) -> list[tuple[str, str]]:
    """What can be said in one's own words."""
    say = turn.words.say
    return [
        (say("my activities"), say("Your activities, what you have answered and what is left.")),
        (
            say("1 done"),
            say(
                "Answers in words. The number is that of the row in your list. You can also write "
                "“2 delayed waiting for procurement” or “all except 2 unchanged”. "
                "You see what I understood before anything is saved."
            ),
        ),
        (
            say("questions"),
            say("What the director and the strategists have asked you, and what you replied."),
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
            say(
                "Choose at what hours they come, or pause those before the last day to answer. "
                "“Resume reminders” starts them again."
            ),
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
