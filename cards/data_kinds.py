"""What each kind of data is called, what it is for and how long it is kept, in words."""

from cards.words import Words
from domain.retention import DataKind, Personal


def mark(words: Words) -> str:
    """What stands where a text was removed."""
    return words.say("[removed]")


def name(kind: DataKind, words: Words) -> str:
    """What a kind is called."""
    names = {
        DataKind.PLAN: words.say("The plan"),
        DataKind.ROUNDS: words.say("Follow-ups and their dates"),
        DataKind.PEOPLE: words.say("People and roles"),
        DataKind.ABSENCE: words.say("Absence and stand-ins"),
        DataKind.DIRECTORY: words.say("What Entra says"),
        DataKind.CONTACTS: words.say("Chats with people in the plan"),
        DataKind.STRANGERS: words.say("Chats with people nobody knows"),
        DataKind.ANSWERS: words.say("Answers and archived reports"),
        DataKind.DRAFTS: words.say("Drafts of answers"),
        DataKind.REPORTS: words.say("Approved reports"),
        DataKind.MATTERS: words.say("Texts in matters"),
        DataKind.MESSAGES: words.say("Reminders and deliveries"),
        DataKind.CHAT_FILES: words.say("Files in the chat"),
        DataKind.INSTALLATIONS: words.say("Installations of the app"),
        DataKind.BOARDS: words.say("Channels with the overview"),
        DataKind.AUDIT: words.say("Audit trail"),
        DataKind.UPKEEP: words.say("Retention runs"),
    }
    return names[kind]


def purpose(kind: DataKind, words: Words) -> str:
    """Why it is held."""
    purposes = {
        DataKind.PLAN: words.say("To know what is to be followed up, and who owns it."),
        DataKind.ROUNDS: words.say("To know when to ask, remind and close."),
        DataKind.PEOPLE: words.say("To ask the right person, in their language and at their hours."),
        DataKind.ABSENCE: words.say("So that a stand-in is asked while somebody is away."),
        DataKind.DIRECTORY: words.say("To see who has left, and who has a role by group."),
        DataKind.CONTACTS: words.say("To reach people in Teams."),
        DataKind.STRANGERS: words.say("So that a strategist can say who it is."),
        DataKind.ANSWERS: words.say("To account for the plan to the committee and the public."),
        DataKind.DRAFTS: words.say("So that nothing typed is lost before it is saved."),
        DataKind.REPORTS: words.say("To show what was approved, by whom, and that it is unchanged."),
        DataKind.MATTERS: words.say("To hand over, give more time and ask, and to know what was said."),
        DataKind.MESSAGES: words.say("To remind once and not twice, and to show who was not reached."),
        DataKind.CHAT_FILES: words.say("To bring files to and from the chat."),
        DataKind.INSTALLATIONS: words.say("To show whether the app could be installed."),
        DataKind.BOARDS: words.say("To keep the overview in a channel up to date."),
        DataKind.AUDIT: words.say("To show who did what, and that nobody has changed it."),
        DataKind.UPKEEP: words.say("To show that old data were removed."),
    }
    return purposes[kind]


def counted_from(kind: DataKind, words: Words) -> str:
    """What its days are counted from, or what decides instead."""
    rules = {
        DataKind.ABSENCE: words.say("from the last day of the absence"),
        DataKind.DIRECTORY: words.say("from when Entra was last asked"),
        DataKind.CONTACTS: words.say("from the last contact, when the person has left the plan"),
        DataKind.STRANGERS: words.say("from when they last wrote"),
        DataKind.ANSWERS: words.say("from when the round closed, when it has been archived"),
        DataKind.DRAFTS: words.say("from when the round closed"),
        DataKind.MATTERS: words.say("from when the round closed; that somebody asked is kept"),
        DataKind.MESSAGES: words.say("from when the round closed"),
        DataKind.INSTALLATIONS: words.say("from when it was settled"),
        DataKind.AUDIT: words.say("from when it happened"),
    }
    return rules.get(kind, "")


def rule(kind: DataKind, days: int, words: Words) -> str:
    """How long it is kept: 90 days from when the round closed."""
    if kind is DataKind.CHAT_FILES:
        return words.say("one day")
    if not days:
        return _kept(kind, words)
    length = words.count("{n} day", "{n} days", days)
    return f"{length} {counted_from(kind, words)}"


def _kept(kind: DataKind, words: Words) -> str:
    if kind in {DataKind.ANSWERS, DataKind.REPORTS, DataKind.ROUNDS, DataKind.PLAN}:
        return words.say("kept, until your document plan says otherwise")
    if kind is DataKind.PEOPLE:
        return words.say("kept while the answers are; erased on request")
    return words.say("kept")


def personal(how: Personal, words: Words) -> str:
    """How much it says about people."""
    names = {
        Personal.NOTHING: words.say("no"),
        Personal.IDS: words.say("only internal numbers"),
        Personal.DETAILS: words.say("name, address or facts about somebody"),
        Personal.TEXT: words.say("what people have written"),
    }
    return names[how]
