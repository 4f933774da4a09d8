"""`lageskoll doctor` asks a Graph on this machine, and names the permission that is missing."""

from collections.abc import Mapping
from typing import Any

import orjson
import pytest
from aiohttp.test_utils import TestServer

from bot.commands.doctor_graph import examine
from bot.commands.looked_at import Finding
from bot.settings import read_settings
from cards.words import Words
from domain.people import Language
from tests.fakes.graph import FakeGraph, user

GROUP = "aaaaaaaa-1111-4111-8111-111111111111"
CATALOG_APP = "bbbbbbbb-1111-4111-8111-111111111111"
DENIED = orjson.dumps({"error": {"code": "Authorization_RequestDenied"}})
ENGLISH = Words(language=Language.ENGLISH)


async def found(
    fake: FakeGraph, *, words: Words = ENGLISH, somebody: str = "id-karin", **given: Any
) -> list[Finding]:
    """What it finds, in the development profile, which needs no token."""
    server = TestServer(fake.application())
    await server.start_server()
    settings = read_settings(
        env_file=None,
        **{"profile": "development", "graph": True, "graph_url": str(server.make_url("")), **given},
    )
    try:
        return [finding async for finding in examine(settings, words, somebody)]
    finally:
        await server.close()


def told(findings: list[Finding]) -> Mapping[str, str]:
    return {each.subject: f"{each.fact} {each.remedy}".strip() for each in findings}


async def test_nothing_is_asked_while_it_is_off() -> None:
    graph = FakeGraph()

    findings = await found(graph, graph=False)

    assert told(findings) == {"Microsoft Graph": "not turned on"}
    assert graph.authorizations == []


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"graph_people": True}, "LAGESKOLL_GRAPH_PEOPLE"),
        ({"graph_installs": True}, "LAGESKOLL_GRAPH_INSTALLS"),
        ({"admin_group": GROUP}, "LAGESKOLL_ADMIN_GROUP"),
    ],
)
async def test_a_setting_that_does_nothing_is_told_of(given: dict[str, Any], name: str) -> None:
    [finding] = await found(FakeGraph(), graph=False, **given)

    assert finding.fact == name
    assert "LAGESKOLL_GRAPH=true" in finding.remedy


async def test_everything_that_the_settings_need_is_asked_for_and_is_all_right() -> None:
    graph = FakeGraph(groups={GROUP: ["karin"]}, users=[user("id-karin", "karin@borlange.example")])
    graph.apps = {"22222222-2222-4222-8222-222222222222": CATALOG_APP}

    findings = await found(graph, admin_group=GROUP, graph_people=True, graph_installs=True)

    assert told(findings) == {
        "Microsoft Graph": "no token in the development profile",
        "Group LAGESKOLL_ADMIN_GROUP": "allowed",
        "Groups of somebody who acts": "allowed",
        "People in Entra": "allowed",
        "App catalogue": "allowed",
        "Installing the app for people": "allowed",
    }


async def test_a_group_that_is_not_there_is_told_of() -> None:
    findings = await found(FakeGraph(), admin_group=GROUP)

    assert GROUP in "".join(each.remedy for each in findings)


async def test_that_nobody_may_be_asked_about_when_they_act_is_told_of() -> None:
    graph = FakeGraph()
    graph.answer_next(200, orjson.dumps({"value": []}))
    graph.answer_next(403, DENIED)

    findings = await found(graph, admin_group=GROUP)

    assert "User.ReadBasic.All" in findings[-1].remedy


@pytest.mark.parametrize(
    ("given", "permission"),
    [
        ({"admin_group": GROUP}, "GroupMember.Read.All"),
        ({"graph_people": True}, "User.Read.All"),
        ({"graph_installs": True}, "AppCatalog.Read.All"),
        (
            {"graph_installs": True, "graph_catalog_app_id": CATALOG_APP},
            "TeamsAppInstallation.ReadWriteSelfForUser.All",
        ),
    ],
)
@pytest.mark.parametrize("language", list(Language))
async def test_a_permission_that_is_missing_is_named_in_both_languages(
    given: dict[str, Any], permission: str, language: Language
) -> None:
    graph = FakeGraph()
    graph.answer_next(403, DENIED)

    findings = await found(graph, words=Words(language=language), **given)

    [refused] = [each for each in findings if each.remedy][:1]
    assert permission in refused.remedy


async def test_being_told_names_alone_is_a_permission_that_is_missing() -> None:
    graph = FakeGraph(users=[{"id": "id-karin"}])

    findings = await found(graph, graph_people=True)

    assert "User.Read.All" in findings[-1].remedy


async def test_an_app_that_is_not_in_the_catalogue_is_to_be_uploaded() -> None:
    findings = await found(FakeGraph(), graph_installs=True)

    assert told(findings)["App catalogue"].startswith("the app is not there Upload")


async def test_it_is_said_when_nobody_is_known_to_ask_about() -> None:
    findings = await found(FakeGraph(), graph_installs=True, graph_catalog_app_id=CATALOG_APP, somebody="")

    assert told(findings)["Installing the app for people"].startswith("cannot be checked")


@pytest.mark.parametrize(("status", "body"), [(200, b"<html>"), (302, b""), (500, b"{}"), (429, b"")])
async def test_an_answer_that_is_none_is_not_all_right(status: int, body: bytes) -> None:
    graph = FakeGraph(users=[user("id-karin", "karin@borlange.example")])
    graph.answer_next(status, body)

    findings = await found(graph, graph_people=True)

    assert findings[-1].fact == str(status)
    assert findings[-1].remedy


async def test_a_token_that_is_refused_ends_it() -> None:
    settings: dict[str, Any] = {
        "profile": "production",
        "app_secret": "s",
        "login_authority": "https://127.0.0.1:1",
    }
    ids: dict[str, Any] = {"app_id": GROUP, "tenant_id": GROUP, "database_url": "sqlite+aiosqlite://"}

    [finding] = await found(FakeGraph(), graph_people=True, **settings, **ids)

    assert finding.fact.startswith("no token")
    assert finding.remedy
