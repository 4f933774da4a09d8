"""The strategists' list of what waits for them, with one text in every place that people fill in."""

from datetime import UTC, datetime

from cards import strangers, todo
from cards.card import Card
from cards.words import Words
from domain.mail import Bounced
from domain.matters import MatterKind, MatterState
from domain.people import OrgUnitId, PersonId
from domain.rounds import FollowUpRoundId
from domain.strangers import ContactPointId, Stranger
from tests.cards import givens
from tests.cards.matter_gallery import dossier


def cards_about_what_waits(words: Words, text: str, many: int) -> dict[str, Card]:
    """Full pages, nothing at all, and the question who a stranger is."""
    stranger = Stranger(
        contact_point_id=ContactPointId(3), name=text, heard_at=datetime(2023, 8, 30, 9, tzinfo=UTC)
    )
    waiting: list[todo.Waiting] = [
        each
        for _ in range(many)
        for each in (
            dossier(MatterKind.HANDOVER, MatterState.WITH_STRATEGIST, text),
            dossier(MatterKind.MORE_TIME, MatterState.ASKED, text),
            dossier(MatterKind.QUESTION, MatterState.WITH_STRATEGIST, text),
            stranger,
        )
    ]
    people = [givens.person(number, text) for number in range(1, many * 10)]
    return {
        "to do": todo.todo(waiting, words, notice=text),
        "more to do": todo.todo(waiting, words, page=1),
        "addresses to mend": todo.todo([bounced(number, text) for number in range(1, many + 1)], words),
        "nothing to do": todo.todo([], words),
        "who is it?": strangers.ask_who(
            stranger,
            people,
            {OrgUnitId(number): text for number in range(many)},
            words,
            notes={people[0].person_id: text},
            searched=text,
            fault=text,
        ),
    }


def bounced(number: int, text: str) -> Bounced:
    """Somebody whose address does not work."""
    return Bounced(
        person_id=PersonId(number),
        name=text,
        address=f"{text.replace(' ', '.')}@borlange.example",
        follow_up_round_id=FollowUpRoundId(7),
    )
