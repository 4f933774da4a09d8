"""`lageskoll doctor` looks at the machine and at Microsoft, and has a remedy for what is wrong."""

import asyncio
import socket
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import unused_port
from pydantic import SecretStr
from typer.testing import CliRunner

from bot.cli import build
from bot.commands import credential_words, doctor_machine, doctor_microsoft
from bot.commands.looked_at import Finding
from bot.entra.certificates import read
from bot.entra.credentials import Certificate
from bot.entra.own_token import TokenError
from bot.settings import read_settings
from bot.watching.exposing import exposed
from bot.watching.figures import Figures
from bot.watching.settings import WatchSettings
from cards.words import Words
from domain.people import Language
from storage.database import Database
from tests.bot.entra.certificates import pem
from tests.bot.teams.connector_server import ConnectorServer
from tests.bot.teams.openid_server import OpenIdServer

NOW = datetime.now(UTC)
WORDS = Words(language=Language.ENGLISH)


def told(findings: list[Finding]) -> Mapping[str, str]:
    return {each.subject: each.remedy for each in findings}


def machine(**given: Any) -> Mapping[str, str]:
    settings = read_settings(env_file=None, profile="development", **given)
    return told(list(doctor_machine.examine(settings, WORDS)))


async def microsoft(openid: str, *, at: datetime, hosts: str = "smba.trafficmanager.net") -> list[Finding]:
    """What it finds with Microsoft on this machine."""
    settings = read_settings(env_file=None, openid_metadata_url=openid, allowed_service_hosts=hosts)
    async with ConnectorServer() as teams:

        def open_client(**_: object) -> ClientSession:
            return teams.session()

        found = doctor_microsoft.examine(settings, WORDS, lambda: at, open_client)
        return [finding async for finding in found]


def test_a_machine_that_has_everything_gets_no_remedy(tmp_path: Path) -> None:
    found = machine(database_url=f"sqlite+aiosqlite:///{tmp_path}/lageskoll.db", metrics_port=unused_port())

    assert set(found) == {"Time zone", "PDF and fonts", "Port for figures", "Disk"}
    assert set(found.values()) == {""}


def test_what_is_not_used_is_not_looked_at() -> None:
    assert set(machine(database_url="postgresql+psycopg://a@b/c")) == {"Time zone", "PDF and fonts"}


def test_a_port_that_another_program_has_is_told_of() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        found = machine(metrics_port=taken.getsockname()[1])

    assert "LAGESKOLL_METRICS_PORT" in found["Port for figures"]


async def test_a_port_where_the_service_itself_answers_is_all_right(database: Database) -> None:
    async with exposed(WatchSettings(metrics_port=0), Figures(), database, lambda: NOW) as address:
        port = int(address.rpartition(":")[2].partition("/")[0])
        found = await asyncio.to_thread(machine, metrics_port=port)

    assert found["Port for figures"] == ""


def test_a_disk_that_is_nearly_full_is_told_of(tmp_path: Path) -> None:
    finding = doctor_machine.disk(tmp_path / "lageskoll.db", WORDS, least_megabytes=10**9)

    assert str(tmp_path) in finding.remedy


def test_a_folder_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    assert "Make the folder" in doctor_machine.disk(tmp_path / "missing" / "lageskoll.db", WORDS).remedy


async def test_when_microsoft_answers_all_is_right() -> None:
    async with OpenIdServer() as openid:
        found = told(await microsoft(openid.issuer_url, at=datetime.now(UTC)))

    assert found == {"Keys of Bot Framework": "", "Clock": "", "Hosts of Teams": ""}


@pytest.mark.parametrize("wrong", [timedelta(minutes=5), timedelta(minutes=-5)])
async def test_a_clock_that_is_wrong_is_told_of(wrong: timedelta) -> None:
    async with OpenIdServer() as openid:
        found = told(await microsoft(openid.issuer_url, at=datetime.now(UTC) + wrong))

    assert "NTP" in found["Clock"]


async def test_when_nothing_of_microsoft_can_be_reached_each_thing_has_its_remedy() -> None:
    found = told(await microsoft("http://127.0.0.1:1/openid", at=NOW, hosts="localhost:1"))

    assert "http://127.0.0.1:1/openid" in found["Keys of Bot Framework"]
    assert found["Clock"] == ""
    assert "localhost:1" in found["Hosts of Teams"]


def test_a_certificate_that_ends_soon_or_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "bot.pem"
    file.write_bytes(pem())
    good, none = Certificate(file, None), Certificate(tmp_path / "none.pfx", SecretStr("x"))

    ends = read(good).ends_at
    assert doctor_microsoft.certificate(good, WORDS, ends - timedelta(days=31)).remedy == ""
    assert "Upload a new" in doctor_microsoft.certificate(good, WORDS, ends - timedelta(days=29)).remedy
    assert "APP_CERTIFICATE_FILE" in doctor_microsoft.certificate(none, WORDS, NOW).remedy


@pytest.mark.parametrize("language", Language)
def test_each_reason_why_entra_gives_no_token_has_a_remedy_of_its_own(language: Language) -> None:
    words = Words(language=language)
    numbers = [7000215, 7000222, 700027, 700213, 700024, 700016, 90002, 1]
    remedies = [
        credential_words.remedy(TokenError(f"AADSTS{each}", frozenset({each})), words) for each in numbers
    ]

    assert len(set(remedies)) == len(numbers)
    assert credential_words.remedy(TokenError("no answer"), words) == remedies[-1]


def test_for_other_programs_the_findings_are_json_and_the_exit_code_says_whether_all_is_right(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LAGESKOLL_PROFILE", "development")

    ended = CliRunner().invoke(build(WORDS), ["doctor", "--json"])

    findings = orjson.loads(ended.stdout)
    assert ended.exit_code == 1
    assert {each["subject"]: each["ok"] for each in findings} == {
        "Settings": True,
        "Time zone": True,
        "PDF and fonts": True,
        "API": True,
        "Disk": True,
        "Credential": True,
        "Pages in a browser": True,
        "Letters by e-mail": True,
        "Microsoft Graph": True,
        "Database": False,
    }
    assert all(bool(each["remedy"]) is not each["ok"] for each in findings)
