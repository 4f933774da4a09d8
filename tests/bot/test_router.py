"""Who may say and press what; and that nothing a client can send does any harm."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col

from bot.phrases import TEXT_COMMANDS
from cards.card import JsonValue
from cards.verbs import Verb
from dialogs.turn import FileReceived, Nothing, Refuse, Reply, Say, Sender
from domain.answer_form import FIELD_NAMES
from domain.people import Language, PersonId, Role, TenantId
from storage import group_roles
from storage.database import Database
from storage.tables import AuditEventRow
from tests.conftest import TENANT
from tests.dialogs.parlour import Parlour, text
from tests.fakes.messenger import RecordingMessenger
from tests.plans import FIRST_STEP, SmallPlan, entra_id, small_plan
from tests.stored import answers

# Johan and Amina are owners by the plan, and something more because of an Entra group.
ROLES = {
    "karin": frozenset({Role.OWNER}),
    "johan": frozenset({Role.OWNER, Role.MANAGER}),
    "amina": frozenset({Role.OWNER, Role.ADMIN}),
    "maja": frozenset({Role.STRATEGIST}),
    "henrik": frozenset({Role.DIRECTOR}),
}
NOT_FOR_YOU = (
    "miljöstrategerna se",
    "environmental strategists can see",
    "kan godkänna rapporten",
    "can approve the report",
)


@pytest.fixture(scope="module")
def laid_table(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SmallPlan]:
    path = tmp_path_factory.mktemp("router") / "laid.db"
    shutil.copy(migrated_sqlite, path)

    async def lay() -> SmallPlan:
        database = Database(f"sqlite+aiosqlite:///{path}")
        plan = await small_plan(database, TENANT)
        async with database.writing(TENANT) as session:
            await group_roles.set_members(session, Role.MANAGER, {entra_id("johan")}, FIRST_STEP)
            await group_roles.set_members(session, Role.ADMIN, {entra_id("amina")}, FIRST_STEP)
        await database.close()
        return plan

    return path, asyncio.run(lay())


@pytest.fixture
async def parlour(laid_table: tuple[Path, SmallPlan], tmp_path: Path) -> AsyncIterator[Parlour]:
    laid, plan = laid_table
    shutil.copy(laid, tmp_path / "parlour.db")
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'parlour.db'}")
    yield Parlour(database=database, plan=plan, messenger=RecordingMessenger())
    await database.close()


def is_not_for_them(reply: Reply) -> bool:
    return any(sentence in text(reply) for sentence in NOT_FOR_YOU)


async def refusals_in(parlour: Parlour) -> list[tuple[str, PersonId | None]]:
    async with parlour.database.reading(TENANT) as session:
        rows = await session.sql.exec(
            session.rows(AuditEventRow).where(col(AuditEventRow.deed) == "role.refused")
        )
        return [(row.subject, PersonId(row.actor_id) if row.actor_id else None) for row in rows.all()]


@pytest.mark.parametrize("command", TEXT_COMMANDS)
async def test_a_command_works_for_those_it_is_meant_for_and_for_nobody_else(
    parlour: Parlour, command: str
) -> None:
    for name, roles in ROLES.items():
        noted = len(await refusals_in(parlour))

        reply = await parlour.say(name, command)

        is_refused = is_not_for_them(reply)
        assert is_refused == roles.isdisjoint(TEXT_COMMANDS[command].roles)
        assert isinstance(reply, Say) == is_refused
        refusal = [(f"command:{command}", parlour.plan.person_id(name))] if is_refused else []
        assert (await refusals_in(parlour))[noted:] == refusal


@pytest.mark.parametrize("written", ["  MINA   aktiviteter ", "Mina aktiviteter!", "mina\naktiviteter?"])
async def test_a_command_is_known_however_it_is_written(parlour: Parlour, written: str) -> None:
    assert "1. Solceller" in text(await parlour.say("karin", written))


@pytest.mark.parametrize("verb", ["", "answer.delete", "ANSWER.SAVE", "answer.save ", "__class__", "é" * 500])
async def test_a_button_that_we_never_had_is_refused(parlour: Parlour, verb: str) -> None:
    before = await parlour.everything()

    reply = await parlour.send("karin", verb, parlour.about(progress="on_track"))

    assert isinstance(reply, Refuse)
    assert "Den knappen används inte längre" in text(reply)
    assert await parlour.everything() == before


@pytest.mark.parametrize("verb", Verb)
async def test_a_stranger_presses_in_vain(parlour: Parlour, verb: Verb) -> None:
    parlour.newcomer("nils", "nils@elsewhere.example")
    await parlour.install("nils")
    before = await parlour.everything(but="audit_event")

    reply = await parlour.send("nils", verb, parlour.about(progress="on_track"))

    assert "Maja Strand" in text(reply)
    assert await parlour.everything(but="audit_event") == before
    assert await refusals_in(parlour) == [(f"verb:{verb}", None)]


async def test_what_a_stranger_makes_up_is_noted_but_not_kept(parlour: Parlour) -> None:
    parlour.newcomer("nils", "nils@elsewhere.example")
    await parlour.install("nils")

    await parlour.send("nils", "<script>" * 100, {})

    assert await refusals_in(parlour) == [("verb:unknown", None)]


async def test_whoever_leaves_the_group_has_lost_its_role_at_the_next_press(parlour: Parlour) -> None:
    async with parlour.database.writing(TENANT) as session:
        await group_roles.set_members(session, Role.STRATEGIST, {entra_id("karin")}, FIRST_STEP)
    as_member = await parlour.say("karin", "läget")
    async with parlour.database.writing(TENANT) as session:
        await group_roles.set_members(session, Role.STRATEGIST, set(), FIRST_STEP)

    reply = await parlour.say("karin", "läget")

    assert not is_not_for_them(as_member)
    assert is_not_for_them(reply)


async def test_a_tenant_without_a_plan_is_told_so(parlour: Parlour) -> None:
    elsewhere = TenantId("99999999-2222-4333-8444-555555555555")
    parlour.contacts["karin"] = replace(parlour.contact("karin"), tenant_id=elsewhere)

    reply = await parlour.say("karin", "mina aktiviteter")

    assert text(reply) == "Ingen handlingsplan är inläst än. Fråga miljökontoret."


async def test_in_a_channel_there_is_a_sentence_and_nothing_is_learned(parlour: Parlour) -> None:
    before = await parlour.everything()
    parlour.contacts["karin"] = replace(
        parlour.contact("karin"), conversation_id="", service_url="https://smba.trafficmanager.net/amer/"
    )

    replies = [
        await parlour.say("karin", "mina aktiviteter"),
        await parlour.send("karin", Verb.REPEAT_ANSWER, parlour.about()),
    ]

    for reply in replies:
        assert text(reply) == "Skriv till mig i vår egen chatt, så ser bara du svaret."
    assert await parlour.everything() == before


async def test_a_conversation_that_has_moved_is_learned(parlour: Parlour) -> None:
    parlour.contacts["karin"] = replace(parlour.contact("karin"), conversation_id="a:moved")

    await parlour.say("karin", "hjälp")

    [row] = [row for row in (await parlour.everything())["contact_point"] if "a:moved" in row]
    assert parlour.plan.karin in row


async def test_what_changes_nothing_writes_nothing(parlour: Parlour) -> None:
    before = await parlour.everything()

    for said in ("hjälp", "mina aktiviteter", "blaha"):
        await parlour.say("karin", said)

    assert await parlour.everything() == before


async def test_a_file_is_declined(parlour: Parlour) -> None:
    contact = parlour.contact("karin")
    sender = Sender(tenant_id=contact.tenant_id, entra_object_id=contact.entra_object_id, name="Karin Ek")

    reply = await parlour.router.answer(FileReceived(sender=sender, contact=contact, file_name="plan.xlsx"))

    assert "Jag kan inte läsa filer" in text(reply)


@pytest.mark.parametrize(
    ("language", "sorry"), [(None, "sparades"), (Language.SWEDISH, "sparades"), (Language.ENGLISH, "saved")]
)
async def test_an_apology_is_in_the_language_of_whoever_is_owed_one(
    parlour: Parlour, language: Language | None, sorry: str
) -> None:
    contact = replace(parlour.contact("karin"), language=language)
    sender = Sender(tenant_id=contact.tenant_id, entra_object_id=contact.entra_object_id, name="Karin Ek")

    incoming = FileReceived(sender=sender, contact=contact, file_name="")

    assert sorry in parlour.router.apology(incoming)


# PostgreSQL stores no NUL, and half a surrogate pair is no character: neither gets past the door.
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=3,
)
plausible = st.integers(0, 9) | st.sampled_from(["1", "2", "on_track", "delayed", "money", "true", "a-key"])
names = st.sampled_from(["round", "owner", "page", "item", "based", "unit", "key", *FIELD_NAMES])


@given(
    st.sampled_from(Verb),
    st.sampled_from(["karin", "johan", "maja", "henrik", "amina"]),
    st.dictionaries(names, plausible | anything, max_size=9),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_nothing_that_a_client_sends_makes_us_stumble_or_lets_anybody_too_far(
    parlour: Parlour, verb: Verb, name: str, data: dict[str, JsonValue]
) -> None:
    plan = parlour.plan
    before = await parlour.everything(but="audit_event")

    reply: Reply = await parlour.send(name, verb, {"round": plan.follow_up_round_id, **data})

    assert not isinstance(reply, Nothing)
    assert not isinstance(reply, Refuse) or await parlour.everything(but="audit_event") == before
    may_answer: dict[int, set[PersonId]] = {
        plan.solar_roofs: {plan.karin},
        plan.charging: {plan.karin},
        plan.meals: {plan.amina, plan.johan},
        plan.travel: {plan.johan},
    }
    for row in await answers(parlour.database, plan.tenant_id):
        assert row.answered_by in may_answer[row.plan_activity_id]


@given(st.sampled_from(["karin", "maja", "henrik"]), st.text(st.characters(codec="utf-8"), max_size=200))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_nothing_that_somebody_writes_is_left_unanswered(
    parlour: Parlour, name: str, written: str
) -> None:
    assert text(await parlour.say(name, written))
