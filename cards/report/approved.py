"""A version of the report has been approved: who did it, which it is, and what it changes."""

from cards import rounds
from cards.card import Card
from cards.message import Button, message
from cards.plain_text import LONGEST_NAME, excerpt
from cards.report import wording
from cards.report.payloads import AboutReport
from cards.verbs import Verb
from cards.words import Words
from domain.matters import Dossier
from domain.report.seal import Seal


def approved(dossier: Dossier, words: Words) -> Card:
    """For those who did not approve it themselves."""
    say, seal = words.say, dossier.seal
    title = rounds.title(dossier.follow_up_round, words)
    button = Button(
        title=say("The report"),
        verb=Verb.SHOW_REPORT,
        data=AboutReport(follow_up_round_id=dossier.follow_up_round.follow_up_round_id).data,
    )
    if seal is None:
        return message(words, say("The report is approved"), [title], buttons=[button])
    told = say(
        "{name} approved the report of {round} {when}.",
        name=excerpt(seal.sealed_by_name, LONGEST_NAME),
        round=title,
        when=wording.when(seal.sealed_at, words),
    )
    return message(
        words,
        say("Version {n} of the report is approved", n=words.number(seal.version)),
        [told],
        facts=_facts(seal, words),
        buttons=[button],
    )


def _facts(seal: Seal, words: Words) -> list[tuple[str, str]]:
    """Why there is another version, and what it changes."""
    if seal.version == 1:
        return []
    say, changes = words.say, wording.counted(seal.changes, words)
    what = words.listed(changes) if changes else say("No answer and no activity, but other facts")
    before = words.number(seal.version - 1)
    return [
        (say("Reason"), excerpt(seal.reason, wording.LONGEST_REASON_SHOWN)),
        (say("Changed since version {n}", n=before), what),
    ]
