"""Every button, pressed by somebody of each kind with what our own cards send: as declared, no further."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from sqlmodel import col

from cards.verbs import Verb
from domain.people import PersonId
from storage.database import Database
from storage.tables import AuditEventRow
from tests.conftest import TENANT
from tests.dialogs.parlour import Parlour, text
from tests.fakes.messenger import RecordingMessenger
from tests.permissions import cast
from tests.permissions.cast import NAMES, Scene, Who
from tests.permissions.declared import MAY_PRESS
from tests.plans import SmallPlan, small_plan

# What is said of a payload that none of our cards sends, in both languages.
NO_CARD_OF_OURS = ("kortet går inte att använda längre", "card cannot be used any longer")
# Each plan activity of a list, or of somebody, and not of whoever has only a role.
OF_THE_LIST = frozenset(verb for verb, allowed in MAY_PRESS.items() if Who.OWNER in allowed)

SCENES: Mapping[Verb, Scene] = MappingProxyType(
    {
        # Whoever may answer keeps what they have typed, also when they may not do what they pressed.
        Verb.ASK_HANDOVER: cast.about_them,
        Verb.ASK_CO_OWNER: cast.about_them,
        Verb.HAND_OVER: cast.for_another,
        Verb.ADD_CO_OWNER: cast.for_another,
        Verb.REPEAT_REST: cast.rest_of_meals,
        Verb.SAVE_UNDERSTOOD: cast.understood_of_meals,
        Verb.EDIT_UNDERSTOOD: cast.understood_of_meals,
        Verb.WITHDRAW_HANDOVER: cast.handover,
        Verb.ACCEPT_HANDOVER: cast.handover,
        Verb.DECLINE_HANDOVER: cast.handover,
        Verb.DECIDE_HANDOVER: cast.handover,
        Verb.GRANT_TIME: cast.more_time,
        Verb.REFUSE_TIME: cast.more_time,
        Verb.SHOW_QUESTION: cast.question,
        Verb.REPLY_QUESTION: cast.question,
        Verb.WITHDRAW_QUESTION: cast.question,
        Verb.FILE_AGAIN: cast.file_of_amina,
    }
)


@pytest.fixture(scope="module")
def stage(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SmallPlan]:
    path = tmp_path_factory.mktemp("permissions") / "laid.db"
    shutil.copy(migrated_sqlite, path)

    async def lay() -> SmallPlan:
        database = Database(f"sqlite+aiosqlite:///{path}")
        plan = await small_plan(database, TENANT)
        async with database.writing(TENANT) as session:
            await cast.add_cast(session, plan)
        parlour = Parlour(database=database, plan=plan, messenger=RecordingMessenger())
        cast.at_home(parlour)
        for name in cast.NEW:
            await parlour.install(name)
        await database.close()
        return plan

    return path, asyncio.run(lay())


@pytest.fixture
async def parlour(stage: tuple[Path, SmallPlan], tmp_path: Path) -> AsyncIterator[Parlour]:
    laid, plan = stage
    shutil.copy(laid, tmp_path / "parlour.db")
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'parlour.db'}")
    parlour = Parlour(database=database, plan=plan, messenger=RecordingMessenger())
    cast.at_home(parlour)
    yield parlour
    await database.close()


async def refusals_in(parlour: Parlour) -> list[tuple[str, str]]:
    """Who tried what in vain, as the audit trail has it."""
    names = {person_id: name for name, person_id in (await cast.ids_of(parlour)).items()}
    async with parlour.database.reading(TENANT) as session:
        is_refusal = col(AuditEventRow.deed) == "role.refused"
        rows = await session.sql.exec(session.rows(AuditEventRow).where(is_refusal))
        return [(names[PersonId(row.actor_id or 0)], row.subject) for row in rows.all()]


def test_somebody_has_decided_who_may_press_each_button() -> None:
    assert set(MAY_PRESS) == set(Verb)


@pytest.mark.parametrize("verb", Verb)
async def test_a_button_does_nothing_for_whom_it_is_not_meant_and_that_is_noted(
    parlour: Parlour, verb: Verb
) -> None:
    data = await SCENES.get(verb, _usual(verb))(parlour)
    before = await parlour.everything(but="audit_event")

    refused = [who for who in Who if who not in MAY_PRESS[verb]]
    for who in refused:
        await parlour.send(NAMES[who], verb, data)

    assert await parlour.everything(but="audit_event") == before
    noted = await refusals_in(parlour)
    assert [name for name, _ in noted] == [NAMES[who] for who in refused]
    assert all(subject.split(":")[:2] == ["verb", verb] for _, subject in noted)

    for who in sorted(MAY_PRESS[verb]):
        reply = await parlour.send(NAMES[who], verb, data)
        assert not any(sentence in text(reply) for sentence in NO_CARD_OF_OURS), who

    assert await refusals_in(parlour) == noted


def _usual(verb: Verb) -> Scene:
    return cast.about_meals if verb in OF_THE_LIST else cast.of_the_rest
