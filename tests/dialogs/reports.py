"""What tests of reports do again and again: opening, approving, correcting, and reading the documents."""

import json
from dataclasses import replace

from sqlmodel import col

from cards.card import JsonValue
from cards.verbs import Verb
from dialogs.turn import OfferFile, Reply
from domain.people import PersonId, Role
from domain.report.seal import Seal
from domain.rounds import RoundState
from storage import rounds as round_store
from storage import seals
from storage.tables import PersonRoleRow, PersonRow, SealRow
from tests import plans
from tests.dialogs.parlour import Parlour
from tests.plans import DELAYED


async def opened(parlour: Parlour, name: str = "henrik") -> Reply:
    """The report card."""
    return await parlour.send(name, Verb.SHOW_REPORT, {"round": parlour.plan.follow_up_round_id})


async def approved(parlour: Parlour, **inputs: str) -> Reply:
    """The round closes, and Henrik approves its report."""
    await parlour.close()
    return await parlour.press("henrik", await opened(parlour), Verb.SEAL_REPORT, inputs=inputs)


async def answered_late(parlour: Parlour) -> None:
    """An answer of Amina's comes in although the round has closed."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await plans.answer(
            session, parlour.plan, parlour.plan.meals, parlour.plan.amina, statement=DELAYED, at=parlour.at
        )


async def reopened(parlour: Parlour, why: str) -> None:
    """A strategist opens the round again, for that reason."""
    await _turned(parlour, RoundState.OPEN, why)


async def closed_again(parlour: Parlour) -> None:
    """It closes for the second time."""
    await _turned(parlour, RoundState.CLOSED)


async def _turned(parlour: Parlour, state: RoundState, because: str | None = None) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        found = await round_store.find(session, parlour.plan.follow_up_round_id)
        assert found is not None
        closings = found.closings + int(state is RoundState.CLOSED)
        reason = found.reopened_because if because is None else because
        wanted = replace(found, state=state, closings=closings, reopened_because=reason)
        assert await round_store.change(session, found, wanted) is not None


async def make_director(parlour: Parlour, name: str) -> None:
    """Give that person the director's role too."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        row = {"person_id": parlour.plan.person_id(name), "role": Role.DIRECTOR.value}
        await session.insert_new(PersonRoleRow, [row])


async def rename(parlour: Parlour, person_id: PersonId, name: str) -> None:
    """Call somebody something else from now on."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await session.change(PersonRow, col(PersonRow.id) == person_id, name=name)


async def tamper(parlour: Parlour) -> None:
    """Change the sealed data behind everybody's back."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await session.change(SealRow, col(SealRow.version) == 1, content=b"{}")


async def versions(parlour: Parlour) -> tuple[Seal, ...]:
    """Every version of the round's report."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        return await seals.of_round(session, parlour.plan.follow_up_round_id)


async def content_of(parlour: Parlour, seal: Seal) -> bytes:
    """The sealed bytes."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        return await seals.content(session, seal.seal_id)


def wanted(parlour: Parlour, **fields: JsonValue) -> dict[str, JsonValue]:
    """What a button carries that fetches a draft as JSON."""
    about: dict[str, JsonValue] = {"kind": "json", "version": 0, "language": "sv"}
    return {"round": parlour.plan.follow_up_round_id, **about, **fields}


def found_in(reply: Reply) -> dict[str, object]:
    """The JSON document that was offered."""
    assert isinstance(reply, OfferFile), reply
    found = json.loads(reply.content)
    assert isinstance(found, dict)
    return found
