"""What a matter is about, in facts that all cards about matters share."""

from cards import progress
from cards.asking import Fact
from cards.message import Button
from cards.plain_text import LONGEST_NAME, excerpt
from cards.verbs import Verb
from cards.words import Words
from domain.answers import Answer
from domain.matters import Dossier
from domain.people import PersonId
from domain.worklist import WorkItem

LONGEST_TITLE = 250
LONGEST_SAID = 400


def title(item: WorkItem | None, words: Words) -> str:
    """The plan activity's number and title."""
    if item is None:
        return words.say("An activity that is no longer in the plan")
    return excerpt(f"{item.plan_activity.number} {item.plan_activity.title}", LONGEST_TITLE)


def about_item(dossier: Dossier, words: Words) -> list[Fact]:
    """The plan activity, where it belongs, and where it stood last."""
    item = dossier.item
    facts = [(words.say("The activity"), title(item, words))]
    if item is None:
        return facts
    measure = words.say(
        "Measure {number}: {title}",
        number=item.measure.number,
        title=excerpt(item.measure.title, LONGEST_TITLE),
    )
    unit = excerpt(item.org_unit.name, LONGEST_NAME)
    return [*facts, (words.say("Belongs to"), f"{measure} · {unit}"), *latest(item, words)]


def latest(item: WorkItem, words: Words) -> list[Fact]:
    """What was answered about it last, in short."""
    answer = item.answer or item.previous
    if answer is None:
        return [(words.say("Latest answer"), words.say("Not followed up before"))]
    found = [(words.say("Latest answer"), _said(answer, words))]
    if answer.statement.next_step:
        found.append((words.say("Next step, as promised"), excerpt(answer.statement.next_step, LONGEST_SAID)))
    return found


def why(dossier: Dossier, words: Words) -> list[Fact]:
    """The reason of whoever asked."""
    return [(words.say("Why"), dossier.matter.reason)]


def reply(dossier: Dossier, words: Words) -> list[Fact]:
    """The reason of whoever said no."""
    return [(words.say("Why not"), dossier.matter.reply)]


def name(dossier: Dossier, person_id: PersonId | None) -> str:
    """A person's name, short enough for a sentence."""
    return excerpt(dossier.name(person_id), LONGEST_NAME)


def to_my_list(words: Words) -> Button:
    """The way to the reader's own list."""
    return Button(title=words.say("My activities"), verb=Verb.MY_ACTIVITIES)


def _said(answer: Answer, words: Words) -> str:
    short = progress.in_short(answer.statement, words)
    comment = excerpt(answer.statement.comment, LONGEST_SAID)
    return f"{short} – {comment}" if comment else short
