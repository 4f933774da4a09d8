"""The help with everything in it, and with as little as there is."""

from cards.card import Card
from cards.help import Section, help_card
from cards.message import Button
from cards.verbs import Verb
from cards.words import Words


def cards_about_help(words: Words, text: str, many: int) -> dict[str, Card]:
    """For somebody with every role, and for somebody with none; none of it is written by people."""
    said = text[:80]
    commands = [(said, said)] * min(many, 16)
    sections = [Section(heading=said, commands=commands)] * 3
    # They are called the same for everybody.
    buttons = [
        Button(title=verb.value, verb=verb) for verb in (Verb.MY_ACTIVITIES, Verb.OVERVIEW, Verb.SUMMARY)
    ]
    return {
        "help": help_card(words, said, sections, buttons),
        "help for nobody": help_card(words, said, [Section(heading=said, commands=commands[:1])], []),
    }
