"""The letters of a follow-up as `lageskoll deliveries` tells of them, a line each."""

import json
from collections.abc import Mapping

import typer

from bot.commands.source import Source, printable
from cards import letter_words
from cards.words import Words
from domain.inquiries import is_to_coordinator
from domain.mail import LetterKind
from domain.people import PersonId
from domain.rounds import FollowUpRound
from storage import inquiries, letters
from storage import people as people_store
from storage.database import Database
from storage.letters import StoredLetter


async def every(
    database: Database, source: Source, follow_up_round: FollowUpRound, words: Words, *, as_json: bool
) -> None:
    """Every letter by e-mail to whoever Teams could not reach, in a line each."""
    async with database.reading(source.tenant_id) as session:
        found = await letters.of_round(session, follow_up_round.follow_up_round_id)
        people = {each.recipient_id or each.person_id for each in found}
        names = await people_store.names(session, people) if people else {}
        asked = await inquiries.steps(session, [each for each in found if each.kind is LetterKind.FORM])
    for each in found:
        name = _to(each, names, words)
        if as_json:
            typer.echo(json.dumps(_letter_as_json(each, name), ensure_ascii=False))
        elif told := letter_words.told(each.mailed, source.at, words):
            then = letter_words.asked(
                asked.get(each.person_id, ()) if each.asked_key else (), source.at, words
            )
            typer.echo(printable(" ".join(filter(None, [f"{name}:", told, each.code, *then]))))


def _to(letter: StoredLetter, names: Mapping[PersonId, str], words: Words) -> str:
    """Whom a letter is to, and that it asks about others if it does."""
    if is_to_coordinator(letter.key):
        return words.say("The coordinator, about those not reached")
    name = names.get(letter.recipient_id or letter.person_id, "")
    if letter.kind is LetterKind.UNIT:
        return words.say("{name}, about those not reached in the unit", name=name)
    return name


def _letter_as_json(letter: StoredLetter, name: str) -> dict[str, object]:
    return {
        "id": letter.letter_id,
        "kind": "letter",
        "about": letter.kind.value,
        "person": name,
        "fate": letter.fate.value,
        "failure": letter.failure.value if letter.failure else None,
        "code": letter.code,
        "attempts": letter.attempts,
        "not_before": letter.not_before.isoformat(),
        "settled_at": letter.settled_at.isoformat() if letter.settled_at else None,
    }
