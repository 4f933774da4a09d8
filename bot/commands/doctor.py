"""`lageskoll doctor`: everything the service depends on, each all right or with what to do."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict
from time import perf_counter
from typing import Annotated

import typer

from bot.clock import system_clock
from bot.commands import (
    credential_words,
    doctor_api,
    doctor_graph,
    doctor_machine,
    doctor_mail,
    doctor_mail_graph,
    doctor_microsoft,
    doctor_pages,
    doctor_report,
)
from bot.commands.failing import setting_problem
from bot.commands.looked_at import Finding
from bot.entra.acquiring import acquirer
from bot.entra.own_token import TokenError
from bot.settings import Settings, problems_of, read_settings
from cards.words import Words
from domain.people import TenantId
from domain.rounds import RoundState
from storage import contacts as contact_store
from storage import people as people_store
from storage import rounds as round_store
from storage import schema
from storage.database import Database
from storage.database_url import is_made, is_usable

FAILED = 1
MOST_NAMES = 5
SLOW_MILLISECONDS = 200


def register(app: typer.Typer, words: Words) -> None:
    """Add `doctor` to the command line."""

    def doctor(
        *, as_json: Annotated[bool, typer.Option("--json", help=words.say("As JSON."))] = False
    ) -> None:
        findings = asyncio.run(_all(read_settings(), words))
        typer.echo(_in_json(findings) if as_json else "\n".join(_in_words(findings)))
        raise typer.Exit(FAILED if any(finding.remedy for finding in findings) else 0)

    app.command("doctor", help=words.say("Look at everything that the service needs."))(doctor)


def _in_words(findings: list[Finding]) -> Iterator[str]:
    for finding in findings:
        yield f"{'✗' if finding.remedy else '✓'} {finding.subject}: {finding.fact}"
        if finding.remedy:
            yield f"    → {finding.remedy}"


def _in_json(findings: list[Finding]) -> str:
    told = [{"ok": not finding.remedy, **asdict(finding)} for finding in findings]
    return json.dumps(told, ensure_ascii=False, indent=2)


async def _all(settings: Settings, words: Words) -> list[Finding]:
    return [finding async for finding in examine(settings, words)]


async def examine(settings: Settings, words: Words) -> AsyncIterator[Finding]:
    """Every finding, in the order in which to mend them."""
    for finding in (
        *_settings(settings, words),
        *doctor_machine.examine(settings, words),
        *doctor_report.examine(settings, words),
    ):
        yield finding
    async for finding in doctor_microsoft.examine(settings, words, system_clock):
        yield finding
    for found in (
        doctor_pages.examine(settings, words),
        doctor_api.examine(settings, words),
        doctor_mail.examine(settings, words),
    ):
        async for finding in found:
            yield finding
    if settings.credential is not None or settings.is_development:
        yield await _credential(settings, words)
        somebody = await _somebody(settings)
        async for finding in doctor_graph.examine(settings, words, somebody):
            yield finding
        async for finding in doctor_mail_graph.examine(settings, words, somebody):
            yield finding
    if is_usable(settings.database_url.get_secret_value()):
        async for finding in _database(settings, words):
            yield finding


async def _database(settings: Settings, words: Words) -> AsyncIterator[Finding]:
    """Every finding about the database and what lies in it."""
    if not is_made(settings.database_url.get_secret_value()):
        yield Finding(subject=words.say("Database"), fact=words.say("not made yet"), remedy=_migrate(words))
        return
    database = Database(settings.database_url.get_secret_value())
    try:
        yield await _reach(database, words)
        migrations = await _migrations(database, words)
        yield migrations
        if not migrations.remedy:
            async for finding in _plan(database, TenantId(settings.tenant_id), words):
                yield finding
    except OSError as error:
        yield Finding(subject=words.say("Database"), fact=str(error), remedy=_mend_url(words))
    finally:
        await database.close()


def _settings(settings: Settings, words: Words) -> list[Finding]:
    subject = words.say("Settings")
    problems = problems_of(settings, system_clock())
    if not problems:
        return [Finding(subject=subject, fact=words.say("{profile} profile", profile=settings.profile.value))]
    return [
        Finding(subject=subject, fact=", ".join(problem.variables), remedy=setting_problem(problem, words))
        for problem in problems
    ]


async def _credential(settings: Settings, words: Words) -> Finding:
    subject = words.say("Credential")
    if settings.is_development:
        return Finding(subject=subject, fact=words.say("not needed in the development profile"))
    try:
        await asyncio.to_thread(acquirer(settings))
    except TokenError as error:
        return Finding(subject=subject, fact=error.code, remedy=credential_words.remedy(error, words))
    return Finding(subject=subject, fact=words.say("Microsoft gave a token"))


async def _reach(database: Database, words: Words) -> Finding:
    subject = words.say("Database")
    try:
        # The first question opens a connection, so it is the second that tells how far away it is.
        await database.ping()
        began = perf_counter()
        await database.ping()
    except Exception as error:  # noqa: BLE001 - whatever the driver raises is the finding
        return Finding(subject=subject, fact=_first_line(error), remedy=_mend_url(words))
    took = (perf_counter() - began) * 1000
    fact = words.say(
        "{name}, answers in {n} ms", name=database.engine.dialect.name, n=words.number(round(took, 1))
    )
    remedy = words.say("Put the database nearer: every answer waits for it several times.")
    return Finding(subject=subject, fact=fact, remedy=remedy if took > SLOW_MILLISECONDS else "")


async def _migrations(database: Database, words: Words) -> Finding:
    subject = words.say("Migrations")
    try:
        has, wants = await asyncio.to_thread(schema.revisions, database.url)
    except Exception as error:  # noqa: BLE001 - whatever the driver raises is the finding
        return Finding(subject=subject, fact=_first_line(error), remedy=_mend_url(words))
    if has == wants:
        return Finding(subject=subject, fact=str(has))
    fact = words.say("the database has {has}, this version wants {wants}", has=has, wants=wants)
    return Finding(
        subject=subject, fact=fact if has else words.say("the database is empty"), remedy=_migrate(words)
    )


async def _plan(database: Database, tenant_id: TenantId, words: Words) -> AsyncIterator[Finding]:
    async with database.reading(tenant_id) as session:
        rounds = [each for each in await round_store.every(session) if each.state is not RoundState.CLOSED]
        people = await people_store.everybody(session)
        contacts = await contact_store.of_people(session)
    if not people:
        remedy = words.say("Read a plan in with “lageskoll plan import FILE”.")
        yield Finding(subject=words.say("Plan"), fact=words.say("none"), remedy=remedy)
        return
    fact = words.count("{n} follow-up ahead", "{n} follow-ups ahead", len(rounds))
    next_year = words.say("Read next year's plan in. Until then nobody is reminded.")
    yield Finding(subject=words.say("Plan"), fact=fact, remedy="" if rounds else next_year)
    missing = sorted(person.name for person in people.values() if person.person_id not in contacts)
    fact = words.say(
        "{with_contact} of {all} can be reached", with_contact=len(people) - len(missing), all=len(people)
    )
    install = words.say("Have IT install the app in Teams for {names}.", names=_some(missing, words))
    yield Finding(subject=words.say("People"), fact=fact, remedy=install if missing else "")


async def _somebody(settings: Settings) -> str:
    """The Entra object id of anybody in the plan; "" when there is none, or no database to ask."""
    url = settings.database_url.get_secret_value()
    if not settings.graph or not is_usable(url) or not is_made(url):
        return ""
    database = Database(url)
    try:
        async with database.reading(TenantId(settings.tenant_id)) as session:
            people = await people_store.everybody(session)
    except Exception:  # noqa: BLE001 - what is wrong with the database is told of in its turn
        return ""
    finally:
        await database.close()
    return next((each.entra_object_id for each in people.values() if each.entra_object_id), "")


def _migrate(words: Words) -> str:
    return words.say("Run “lageskoll serve”; it migrates by itself.")


def _some(names: list[str], words: Words) -> str:
    if len(names) <= MOST_NAMES:
        return words.listed(names)
    shown = ", ".join(names[:MOST_NAMES])
    return words.say("{names} and {n} more", names=shown, n=len(names) - MOST_NAMES)


def _mend_url(words: Words) -> str:
    return words.say("Check LAGESKOLL_DATABASE_URL and that the database runs.")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
