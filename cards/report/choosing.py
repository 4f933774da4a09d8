"""Choosing a document: which kind, of which version, in which language."""

from collections.abc import Sequence

from cards import rounds
from cards.asking import Choice, Field, FieldKind, Press, asking
from cards.card import Card
from cards.report import wording
from cards.report.payloads import KIND, LANGUAGE, VERSION, AboutReport
from cards.report.report import document_version
from cards.verbs import Verb
from cards.words import Words
from domain.people import Language
from domain.report.approval import Approval
from domain.report.formats import Format

MOST_CHOICES = 20


def choose_document(view: Approval, words: Words, kinds: Sequence[Format]) -> Card:
    """The form, with what is usually wanted chosen."""
    about = AboutReport(follow_up_round_id=view.follow_up_round.follow_up_round_id).data
    say = words.say
    return asking(
        words,
        say("Which document?"),
        occasion=rounds.title(view.follow_up_round, words),
        fields=[
            _field(KIND, say("Kind"), [(each.value, wording.kind(each, words)) for each in kinds]),
            _field(VERSION, say("Version"), _versions(view, words), str(document_version(view))),
            _field(
                LANGUAGE,
                say("Language"),
                [(each.value, wording.language(each, words)) for each in Language],
                words.language.value,
            ),
        ],
        presses=[
            Press(title=say("Fetch"), verb=Verb.FETCH_REPORT, data=about, sends=True, is_main=True),
            Press(title=say("Back"), verb=Verb.SHOW_REPORT, data=about),
        ],
    )


def _versions(view: Approval, words: Words) -> list[tuple[str, str]]:
    draft = ("0", words.say("The data as they are now (draft)"))
    newest = reversed(view.seals[-MOST_CHOICES:])
    return [
        *((str(each.version), words.say("Version {n}", n=words.number(each.version))) for each in newest),
        draft,
    ]


def _field(name: str, label: str, choices: Sequence[tuple[str, str]], chosen: str = "") -> Field:
    return Field(
        kind=FieldKind.CHOICE,
        name=name,
        label=label,
        value=chosen or choices[0][0],
        choices=[Choice(title=title, value=value) for value, title in choices],
    )
