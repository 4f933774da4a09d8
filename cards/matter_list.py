"""What waits for the strategists: one line for each open matter, and a button that opens it."""

from collections.abc import Sequence

from cards import matter_facts
from cards.card import Card
from cards.message import Button, message
from cards.payloads import AboutMatter, data_of
from cards.plain_text import excerpt
from cards.verbs import Verb
from cards.words import Words
from domain.matters import Dossier, MatterKind

# As many as there may be buttons, with one for the way back.
MOST = 5
LONGEST_BUTTON = 60


def matter_list(waiting: Sequence[Dossier], words: Words) -> Card:
    """The oldest ones; the rest is counted."""
    say = words.say
    overview = Button(title=say("To the overview"), verb=Verb.OVERVIEW)
    if not waiting:
        return message(words, say("Nothing waits for you"), [], buttons=[overview])
    shown = waiting[:MOST]
    left = len(waiting) - len(shown)
    rest = [
        words.count("{n} more comes when these are decided.", "{n} more come when these are decided.", left)
    ]
    return message(
        words,
        waits(len(waiting), words),
        rest if left else [],
        facts=[(_what(each, words), _about(each, words)) for each in shown],
        buttons=[*(_open(each, words) for each in shown), overview],
    )


def waits(number: int, words: Words) -> str:
    """How many matters a strategist has to decide."""
    return words.count("{n} matter waits for you", "{n} matters wait for you", number)


def _what(dossier: Dossier, words: Words) -> str:
    owner = matter_facts.name(dossier, dossier.matter.person_id)
    if dossier.matter.kind is MatterKind.MORE_TIME:
        return words.say("{owner} asks for more time", owner=owner)
    return words.say("Who is to be responsible after {owner}?", owner=owner)


def _about(dossier: Dossier, words: Words) -> str:
    if dossier.matter.kind is MatterKind.MORE_TIME and dossier.matter.until:
        return words.say("Wants to answer by {day}", day=words.day(dossier.matter.until))
    return matter_facts.title(dossier.item, words)


def _open(dossier: Dossier, words: Words) -> Button:
    owner = excerpt(dossier.name(dossier.matter.person_id), LONGEST_BUTTON)
    title = (
        words.say("More time for {owner}", owner=owner)
        if dossier.matter.kind is MatterKind.MORE_TIME
        else words.say("Hand-over from {owner}", owner=owner)
    )
    data = data_of(AboutMatter(matter_id=dossier.matter.matter_id))
    return Button(title=title, verb=Verb.SHOW_MATTERS, data=data)
