"""`lageskoll deliveries`: a table for people, lines for machines, and friendly refusals."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.commands.deliveries import register
from bot.commands.round_names import name_of, named
from bot.commands.source import REFUSED, Source
from cards.words import Words
from domain.deliveries import FailureReason, Fate
from domain.matters import MatterKind
from domain.people import Language, PersonId, TenantId
from domain.reminders import ReminderDecision, ReminderKind, again_key, nudge_key
from storage import claims, matters, outbox
from storage import reminders as reminder_store
from storage.claims import Settlement
from storage.database import Database, TenantSession
from storage.tables import DeliveryRow, LetterRow
from tests.domain.examples import annual, interim
from tests.plans import FIRST_STEP as AT
from tests.plans import SmallPlan, small_plan

Run = Callable[..., Result]


async def filled(url: str, tenant_id: TenantId) -> SmallPlan:
    """Karin is not reached by the first step; Johan gets Amina's, and a nudge and a matter wait for Karin."""
    database = Database(url)
    plan = await small_plan(database, tenant_id)
    async with database.writing(tenant_id) as session:
        await put(session, plan, "-15", plan.karin, plan.amina)
        first, second = await claims.claim(session, AT, 2)
        await claims.settle(
            session,
            [
                Settlement(
                    delivery=first, fate=Fate.GIVEN_UP, at=AT, failure=FailureReason.BLOCKED, code="403"
                ),
                Settlement(delivery=second, fate=Fate.SENT, at=AT, recipient_id=plan.johan),
            ],
        )
        await put(session, plan, nudge_key(plan.maja, "a"), plan.karin)
        await put(session, plan, again_key(plan.maja, "a"), plan.karin)
        await outbox.put_summary(session, plan.follow_up_round_id, plan.henrik, not_before=AT, at=AT)
        await matters.tell(
            session,
            key="answered_for:1",
            kind=MatterKind.ANSWERED_FOR,
            follow_up_round_id=plan.follow_up_round_id,
            recipient_id=plan.karin,
            told_by=plan.maja,
            at=AT,
            not_before=AT,
        )
    await database.close()
    return plan


async def put(session: TenantSession, plan: SmallPlan, key: str, *people: PersonId) -> None:
    decided = [
        ReminderDecision(person_id=person_id, key=key, kind=ReminderKind.STEP, not_before=AT)
        for person_id in people
    ]
    await reminder_store.put(session, plan.follow_up_round_id, decided, AT)


@pytest.fixture
def plan(sqlite_url: str, tenant_id: TenantId) -> SmallPlan:
    return asyncio.run(filled(sqlite_url, tenant_id))


@pytest.fixture
def run(sqlite_url: str, tenant_id: TenantId, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line in a wide terminal."""
    monkeypatch.setenv("COLUMNS", "250")

    def invoke(*arguments: object, language: Language = Language.SWEDISH, url: str = sqlite_url) -> Result:
        app = typer.Typer()
        source = Source(database_url=url, tenant_id=tenant_id, at=AT)
        register(app, Words(language=language), lambda: source)
        return CliRunner().invoke(app, list(map(str, arguments)))

    return invoke


@pytest.mark.usefixtures("plan")
def test_every_message_of_todays_round_is_told_in_words(run: Run) -> None:
    result = run()

    assert result.exit_code == 0
    for words in (
        "Delårsbokslut 2023",
        "Karin Ek",
        "Sektor samhällsbyggnad",
        "Påminnelse 15 arbetsdagar före sista svarsdagen",
        "nåddes inte: Personen har blockerat appen.",
        "Amina Yusuf → Johan Åkerlund",
        "22 aug kl. 09.00",
        "403",
        "Påminnelse på begäran",
        "Påminnelse, skickad igen",
        "Sammanställning",
        "Ärende",
        "6 meddelanden.",
    ):
        assert words in result.output


async def mailed(url: str, plan: SmallPlan) -> None:
    """A letter has gone to Karin; Johan's bounced, and so did the one that asked Henrik about him."""
    database = Database(url)
    async with database.writing(plan.tenant_id) as session:
        (lost,) = [
            each
            for each in await session.sql.exec(session.rows(DeliveryRow))
            if each.fate == Fate.GIVEN_UP.value
        ]
        for key, kind, person_id, asked_key in (
            (lost.key, "form", plan.karin, ""),
            ("a", "form", plan.johan, "unit:2:4"),
            ("unit:2:4", "unit", plan.henrik, "coordinator:3"),
            ("coordinator:3", "unit", plan.johan, ""),
        ):
            session.sql.add(
                LetterRow(
                    tenant_id=plan.tenant_id,
                    key=key,
                    kind=kind,
                    follow_up_round_id=plan.follow_up_round_id,
                    person_id=person_id,
                    reason="blocked",
                    fate="given_up" if asked_key else "sent",
                    failure="bounced" if asked_key else None,
                    asked_key=asked_key,
                    not_before=AT,
                    created_at=AT,
                    settled_at=AT,
                )
            )
    await database.close()


def test_letters_and_questions_to_a_unit_are_told_of_too(run: Run, plan: SmallPlan, sqlite_url: str) -> None:
    asyncio.run(mailed(sqlite_url, plan))

    told = " ".join(run().output.split())
    for words in (
        "nås med e-post",
        "Karin Ek: E-post skickad kl. 09.00.",
        "Johan Åkerlund: E-post studsade: adressen fungerar inte. Rätta den i planen. Henrik Norling",
        "Henrik Norling på enheten går inte heller att nå. Samordnaren tillfrågad med e-post kl. 09.00.",
        "Henrik Norling, om dem på enheten som inte nås: E-post studsade",
        "Samordnaren, om dem som inte nås: E-post skickad kl. 09.00.",
    ):
        assert words in told
    assert "Karin Ek" not in run("--not-reached").output.partition("meddelanden.")[0]


@pytest.mark.usefixtures("plan")
def test_units_that_nobody_leads_are_told_with_what_helps(run: Run) -> None:
    told = " ".join(run().output.split())

    assert "2 enheter saknar chef: Sektor samhällsbyggnad och Tunabyggen. Ge någon i enheten rollen" in told


@pytest.mark.usefixtures("plan")
def test_it_speaks_the_language_of_the_command_line(run: Run) -> None:
    result = run(language=Language.ENGLISH)

    assert "not reached: The person has blocked the app." in result.output
    assert "6 messages." in result.output


@pytest.mark.usefixtures("plan")
def test_only_what_did_not_get_there_can_be_asked_for(run: Run) -> None:
    result = run("--not-reached")

    assert "1 meddelande." in result.output
    assert "Johan" not in result.output


@pytest.mark.usefixtures("plan")
def test_machines_get_an_object_on_each_line(run: Run) -> None:
    lines = [json.loads(line) for line in run("--json").output.splitlines()]

    assert [(line["fate"], line["failure"], line["code"]) for line in lines[:2]] == [
        ("given_up", "blocked", "403"),
        ("sent", None, ""),
    ]
    assert lines[1]["deputy"] == "Johan Åkerlund"
    assert lines[0]["settled_at"] == AT.isoformat()


def test_a_round_is_named_by_year_and_occasion_or_by_its_number(run: Run, plan: SmallPlan) -> None:
    for name in ("2023-delår", "2023-interim", "2023-DELÅRSBOKSLUT", str(plan.follow_up_round_id)):
        assert "6 meddelanden." in run("--round", name).output

    assert "0 meddelanden." in run("--round", "2022-år").output


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("name", ["2024-delår", "delår", "99", "[bold]x"])
def test_a_round_that_is_not_there_is_answered_with_those_that_are(run: Run, name: str) -> None:
    result = run("--round", name)

    assert result.exit_code == REFUSED
    assert f"som heter {name}. Det som finns är 2022-år och 2023-delår." in result.output


def test_without_a_database_none_is_made(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ingen.db"

    result = run(url=f"sqlite+aiosqlite:///{path}")

    assert result.exit_code == REFUSED
    assert "Det finns ingen databas än." in result.output
    assert not path.exists()


def test_without_a_plan_that_is_said(run: Run) -> None:
    result = run()

    assert result.exit_code == REFUSED
    assert "Ingen handlingsplan är inläst än." in result.output


@pytest.mark.parametrize("language", list(Language))
def test_a_round_is_found_by_the_name_that_we_give_it(language: Language) -> None:
    rounds = [annual(year=2022), interim(), annual()]

    for each in rounds:
        assert named(name_of(each, Words(language=language)), rounds) == each
