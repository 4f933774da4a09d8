"""What everybody who has a part in a hand-over may read: who is responsible, and who decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards import matter_facts
from cards.asking import Field, Press
from cards.verbs import Verb
from cards.words import Words
from domain.matters import Dossier, MatterState


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one reader sees: a heading, sentences, and what can be done."""

    heading: str
    sentences: Sequence[str] = ()
    fields: Sequence[Field] = ()
    presses: Sequence[Press] = ()


def overtaken(dossier: Dossier, words: Words) -> Seen:
    """When the question came to nothing."""
    if dossier.matter.state is MatterState.KEPT:
        return Seen(heading=stays(dossier, words), sentences=[decided_by(dossier, words)])
    return Seen(
        heading=words.say("The question does not apply any longer"),
        sentences=[
            words.say("It has been taken back, or the activity has changed. You need not do anything.")
        ],
    )


def stays(dossier: Dossier, words: Words) -> str:
    """That the owner remains."""
    return words.say("{owner} stays responsible", owner=owner_of(dossier))


def still(dossier: Dossier, words: Words) -> str:
    """That the owner remains for now."""
    return words.say("{owner} is still responsible.", owner=owner_of(dossier))


def decided_by(dossier: Dossier, words: Words) -> str:
    """Which strategist decided, and when."""
    matter = dossier.matter
    strategist = matter_facts.name(dossier, matter.settled_by)
    if matter.settled_at is None:
        return words.say("{strategist} at the environment office decided.", strategist=strategist)
    return words.say(
        "{strategist} at the environment office decided {when}.",
        strategist=strategist,
        when=words.moment(matter.settled_at),
    )


def owner_of(dossier: Dossier) -> str:
    """The owner's name."""
    return matter_facts.name(dossier, dossier.matter.person_id)


def my_list(words: Words) -> Press:
    """The way to the reader's own list."""
    return Press(title=words.say("My activities"), verb=Verb.MY_ACTIVITIES)


def until(dossier: Dossier, words: Words) -> list[str]:
    """When the strategists take over the question; nothing when that is not known."""
    by = dossier.matter.respond_by
    if by is None:
        return []
    return [words.say("Without an answer by {when} the environment office decides.", when=words.moment(by))]
