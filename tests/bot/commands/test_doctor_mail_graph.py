"""`lageskoll doctor` finds out whether letters may leave through Graph, and whether too much is allowed."""

from typing import Any

import orjson
import pytest
from aiohttp.test_utils import TestServer

from bot.commands import doctor_mail
from bot.commands.doctor_mail_graph import examine
from bot.commands.looked_at import Finding
from bot.settings import read_settings
from cards.words import Words
from domain.people import Language
from tests.fakes.graph import FakeGraph

OURS, SOMEBODY = "lageskoll@borlange.example", "1f6a2c9e-0000-4000-8000-000000000001"
ENGLISH = Words(language=Language.ENGLISH)


@pytest.fixture
def graph() -> FakeGraph:
    graph = FakeGraph()
    graph.mail.mailboxes = {OURS, SOMEBODY}
    graph.mail.open_mailboxes = {OURS}
    return graph


async def found(fake: FakeGraph, somebody: str = SOMEBODY, **others: Any) -> list[Finding]:
    server = TestServer(fake.application())
    await server.start_server()
    given = {
        "profile": "development",
        "public_url": "https://lageskoll.example",
        "link_key": "k" * 40,
        "graph": True,
        "graph_url": str(server.make_url("")),
        "mail": "graph",
        "mail_from": OURS,
    }
    settings = read_settings(env_file=None, **(given | others))
    try:
        told = [each async for each in examine(settings, ENGLISH, somebody)]
        return [*told, *[each async for each in doctor_mail.examine(settings, ENGLISH)]]
    finally:
        await server.close()


async def test_all_is_well_when_only_our_mailbox_is_open_and_no_letter_has_left(graph: FakeGraph) -> None:
    findings = await found(graph)

    assert [(each.fact, each.remedy) for each in findings] == [
        (f"{OURS} lets us send", ""),
        ("closed to the app, as they should be", ""),
    ]
    assert graph.mail.letters == []


async def test_an_app_that_may_write_in_anybodys_name_is_told_of(graph: FakeGraph) -> None:
    graph.mail.open_mailboxes.add(SOMEBODY)
    findings = await found(graph)

    assert findings[1].fact == "the app may send from them too"
    assert "Mail.Send" in findings[1].remedy


async def test_what_is_missing_is_named_and_nobody_elses_mailbox_is_tried_then(graph: FakeGraph) -> None:
    graph.mail.open_mailboxes.clear()
    [closed] = await found(graph)
    graph.mail.mailboxes.clear()
    [gone] = await found(graph)
    graph.answer_next(503, b"")
    [down] = await found(graph)

    assert (closed.fact, "Application Mail.Send" in closed.remedy) == (f"{OURS}: 403 ErrorAccessDenied", True)
    assert (gone.fact, "LAGESKOLL_MAIL_FROM" in gone.remedy) == (f"{OURS}: 404 ErrorInvalidUser", True)
    assert (down.fact, "LAGESKOLL_GRAPH_URL" in down.remedy) == (f"{OURS}: 503", True)


async def test_nothing_is_concluded_from_an_answer_that_says_something_else(graph: FakeGraph) -> None:
    graph.answer_next(400, orjson.dumps({"error": {"code": "BadRequest"}}))
    [unclear] = await found(graph)
    [ours, others] = await found(graph, somebody="id-of-somebody-without-a-mailbox")

    assert unclear.remedy
    assert ours.remedy == others.remedy == ""
    assert others.fact == "cannot be checked now (404 ErrorInvalidUser)"


async def test_a_graph_that_cannot_be_reached_is_told_with_its_address(graph: FakeGraph) -> None:
    [unreached] = await found(graph, graph_url="http://127.0.0.1:9")

    assert unreached.fact == f"{OURS}: ClientConnectorError"
    assert "http://127.0.0.1:9" in unreached.remedy


async def test_where_letters_do_not_leave_through_graph_it_is_not_asked(graph: FakeGraph) -> None:
    assert [each.fact for each in await found(graph, mail="off")] == ["not turned on"]
    assert await found(graph, mail_from="") == []
    assert graph.authorizations == []
