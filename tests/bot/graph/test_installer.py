"""The app is installed for one person by a Graph that knows it already, refuses, waits, or talks nonsense."""

from datetime import timedelta

import orjson
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.graph.client import LARGEST_ANSWER, GraphClient
from bot.graph.installer import GraphInstaller
from domain.installations import Outcome, Refusal
from scheduler.directory import DirectoryError
from tests.fakes.graph import FakeGraph

APP, CATALOG_APP = "22222222-2222-4222-8222-222222222222", "the-catalogue-id"
BLOCKED = "App is blocked by app permission policy. AppType: Private"
UNCONSENTED = "Missing role permissions on the request. API requires one of 'TeamsAppInstallation.…'."


def installer(client: GraphClient, catalog_app_id: str = CATALOG_APP) -> GraphInstaller:
    return GraphInstaller(client, app_id=APP, catalog_app_id=catalog_app_id)


def error(code: str, message: str) -> bytes:
    return orjson.dumps({"error": {"code": code, "message": message}})


async def test_it_is_installed_with_our_token_from_the_catalogue(
    graph: FakeGraph, client: GraphClient, server: TestServer
) -> None:
    outcome = await installer(client).install("id-karin")

    assert outcome == Outcome()
    assert graph.installed == {"id-karin"}
    assert graph.bound == [str(server.make_url(f"/v1.0/appCatalogs/teamsApps/{CATALOG_APP}"))]
    assert graph.authorizations == ["Bearer a-token"]


async def test_that_it_is_there_already_is_as_good(graph: FakeGraph, client: GraphClient) -> None:
    graph.installed = {"id-karin"}

    assert await installer(client).install("id-karin") == Outcome()


async def test_the_id_in_the_catalogue_is_looked_up_once_when_it_is_not_given(
    graph: FakeGraph, client: GraphClient
) -> None:
    graph.apps = {APP: CATALOG_APP}
    ours = installer(client, "")
    await ours.install("id-karin")

    await ours.install("id-maja")

    assert len(graph.authorizations) == 3
    assert graph.installed == {"id-karin", "id-maja"}


async def test_an_app_that_is_not_in_the_catalogue_is_told_of(client: GraphClient) -> None:
    assert await installer(client, "").install("id-karin") == Outcome(refusal=Refusal.NO_APP)


@pytest.mark.parametrize("body", [b"<html>", b"{}", b'{"value": "no list"}'])
async def test_a_catalogue_that_talks_nonsense_is_asked_again_later(
    graph: FakeGraph, client: GraphClient, body: bytes
) -> None:
    graph.answer_next(200, body)

    with pytest.raises(DirectoryError, match="no list"):
        await installer(client, "").install("id-karin")


@pytest.mark.parametrize(
    ("status", "body", "refusal"),
    [
        (403, error("Forbidden", BLOCKED), Refusal.POLICY),
        (403, error("Forbidden", UNCONSENTED), Refusal.NO_PERMISSION),
        (403, error("Authorization_RequestDenied", "Insufficient privileges."), Refusal.NO_PERMISSION),
        (403, error("Forbidden", "No."), Refusal.OTHER),
        (403, b"<html>", Refusal.OTHER),
        (404, error("NotFound", "No such user."), Refusal.NOT_FOUND),
        (400, error("BadRequest", "What?"), Refusal.OTHER),
    ],
)
async def test_a_refusal_is_told_with_its_reason(
    graph: FakeGraph, client: GraphClient, status: int, body: bytes, refusal: Refusal
) -> None:
    graph.answer_next(status, body)

    assert (await installer(client).install("id-karin")).refusal is refusal


@pytest.mark.parametrize("status", [200, 204, 301, 302, 307, 308, 401, 429, 500, 502, 503, 504])
async def test_what_is_no_answer_is_asked_again_later(
    graph: FakeGraph, client: GraphClient, status: int
) -> None:
    graph.answer_next(status, b"" if status == 204 else b"<html>", {"Retry-After": "90"})

    with pytest.raises(DirectoryError, match=str(status)) as later:
        await installer(client).install("id-karin")

    assert later.value.retry_after == timedelta(seconds=90)


async def test_a_redirect_is_not_followed(graph: FakeGraph, client: GraphClient) -> None:
    elsewhere = FakeGraph()
    stranger = TestServer(elsewhere.application())
    await stranger.start_server()
    there = str(stranger.make_url("/v1.0/users/id-karin/teamwork/installedApps"))
    graph.answers.append(web.Response(status=308, headers={"Location": there}))

    with pytest.raises(DirectoryError, match="308"):
        await installer(client).install("id-karin")

    await stranger.close()
    assert elsewhere.authorizations == []


async def test_a_huge_answer_is_not_read_to_its_end(graph: FakeGraph, client: GraphClient) -> None:
    graph.answer_next(403, b" " * (LARGEST_ANSWER + 1))

    with pytest.raises(DirectoryError, match="too large"):
        await installer(client).install("id-karin")


async def test_an_id_cannot_lead_to_somewhere_else_in_graph(graph: FakeGraph, client: GraphClient) -> None:
    await installer(client).install("../../groups/x")

    assert graph.installed == {"../../groups/x"}
