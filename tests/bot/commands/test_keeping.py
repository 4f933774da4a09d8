"""`lageskoll retention` and `lageskoll audit verify`."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
import typer
from sqlalchemy import text
from typer.testing import CliRunner, Result

from bot.commands import audit, retention
from bot.commands.audit import BROKEN
from bot.commands.source import REFUSED, Source
from bot.retention_settings import RetentionSettings
from cards.words import Words
from domain.people import TenantId
from domain.rounds import RoundState
from storage import audit as audit_store
from storage import audit_chain, audit_guard
from storage import rounds as round_store
from storage.database import Database
from storage.tables import DraftRow
from tests.plans import INTERIM_CLOSES, small_plan

Run = Callable[..., Result]
LATER = INTERIM_CLOSES + timedelta(days=95)


async def written(url: str, tenant_id: TenantId) -> None:
    """A draft of a closed round, and three events."""
    database = Database(url)
    plan = await small_plan(database, tenant_id)
    async with database.writing(tenant_id) as session:
        await round_store.change_state(session, plan.follow_up_round, RoundState.CLOSED)
        session.sql.add(
            DraftRow(
                tenant_id=tenant_id,
                person_id=plan.karin,
                follow_up_round_id=plan.follow_up_round_id,
                plan_activity_id=plan.charging,
                updated_at=INTERIM_CLOSES,
            )
        )
        for number in range(3):
            await audit_store.record(session, deed="answer.saved", subject=f"n:{number}", at=LATER)
    await audit_chain.link_new(database, tenant_id)
    await database.close()


async def tampered(url: str) -> None:
    database = Database(url)
    async with database.engine.connect() as connection:
        for statement in (
            *audit_guard.undoing("sqlite"),
            "UPDATE audit_event SET deed = '' WHERE subject = 'n:1'",
        ):
            await connection.execute(text(statement))
        await connection.commit()
    await database.close()


@pytest.fixture
def run(sqlite_url: str, tenant_id: TenantId) -> Run:
    asyncio.run(written(sqlite_url, tenant_id))

    def invoke(*arguments: str) -> Result:
        app = typer.Typer()
        source = Source(database_url=sqlite_url, tenant_id=tenant_id, at=LATER)
        keeping = retention.Keeping(source=source, rules=RetentionSettings().retention_rules)
        retention.register(app, Words(), lambda: keeping)
        audit.register(app, Words(), lambda: source)
        return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200"})

    return invoke


def test_the_preview_says_what_would_go_by_which_rule_and_removes_nothing(run: Run) -> None:
    first, second = run("retention", "--dry-run"), run("retention")

    assert first.output == second.output
    [drafts] = [line for line in first.output.splitlines() if "Utkast till svar" in line]
    assert [cell.strip() for cell in drafts.split("│")[2:5]] == [
        "90 dagar efter att uppföljningen stängdes",
        "1",
        "19 september 2023",
    ]
    assert "bevaras, tills er dokumenthanteringsplan säger annat" in first.output


def test_running_it_says_what_went_and_the_second_time_nothing(run: Run) -> None:
    first, second = run("retention", "run"), run("retention", "run")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "Utkast till svar: 1" in first.output
    assert "Inget var för gammalt." in second.output


@pytest.mark.migrations
def test_a_whole_trail_gives_the_link_to_keep_and_a_changed_one_says_where(run: Run, sqlite_url: str) -> None:
    whole = run("audit", "verify")
    [tip] = [word.rstrip(".") for word in whole.output.split() if word.startswith("3:")]
    known = run("audit", "verify", "--known", tip)
    asyncio.run(tampered(sqlite_url))
    changed = run("audit", "verify", "--known", tip)

    assert (whole.exit_code, known.exit_code, changed.exit_code) == (0, 0, BROKEN)
    assert "Granskningsloggen är hel: 3 länkar." in whole.output
    assert "dess länk 2 är inte som den skrevs: någon har ändrat den." in changed.output


def test_a_link_that_is_none_and_a_tenant_that_is_not_here_are_refused(run: Run) -> None:
    assert run("audit", "verify", "--known", "hej").exit_code == REFUSED
    assert run("audit", "verify", "--tenant", "nobody").exit_code == REFUSED
