"""“Frågor”: what one has asked and been asked; for those who read the summary, everybody's."""

from cards.card import Card
from cards.paging import Page, place_of
from cards.question import listing
from cards.question.payloads import AboutQuestions, questions_of
from dialogs import worklist
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Replace, Reply, Show
from domain.matters import Dossier, MatterState, Part
from domain.people import Person
from domain.permissions import QUESTIONERS, has_any
from domain.questions import part_of
from storage import dossiers
from storage import questions as question_store
from storage.database import TenantSession
from storage.questions import Shelf


async def asked(turn: Turn) -> Reply:
    """`frågor`: the first page."""
    return Show(await _card(turn, AboutQuestions()))


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """A page of the list."""
    return Replace(await _card(turn, questions_of(submitted.data)))


async def _card(turn: Turn, about: AboutQuestions) -> Card:
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        away = await worklist.stood_in_for(session, turn)
        shelf = Shelf(
            reader=turn.person.person_id,
            of_others=[each.person_id for each in away],
            everybodys=has_any(turn.person, QUESTIONERS),
            follow_up_round_id=about.follow_up_round_id,
        )
        shown = await _page(session, shelf, about.page)
    return listing.questions(
        shown,
        turn.words,
        about=AboutQuestions(page=shown.number, follow_up_round_id=about.follow_up_round_id),
        reader=turn.person.person_id,
        answerable={each.matter.matter_id for each in shown.items if _may_reply(turn.person, each, away)},
    )


async def _page(session: TenantSession, shelf: Shelf, wanted: int) -> Page[Dossier]:
    size = listing.ROWS_ON_A_PAGE
    number, pages = place_of(await question_store.number(session, shelf), wanted, size)
    found = await question_store.page(session, shelf, first=number * size, many=size)
    theirs = await dossiers.of(session, found)
    return Page(items=tuple(theirs[each.matter_id] for each in found), number=number, pages=pages)


def _may_reply(person: Person, dossier: Dossier, away: list[Person]) -> bool:
    """Whether the list offers it: to those who are asked, and to strategists when it has come to them."""
    if not dossier.matter.is_open:
        return False
    match part_of(dossier, person):
        case Part.ASKED:
            return True
        case Part.STRATEGIST:
            return dossier.matter.state is MatterState.WITH_STRATEGIST
        case Part.BYSTANDER:
            return any(part_of(dossier, each) is Part.ASKED for each in away)
        case Part.ASKER:
            return False
