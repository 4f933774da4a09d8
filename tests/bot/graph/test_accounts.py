"""What Graph says of people, asked in one batch of a Graph that refuses, lies, and leaves things out."""

from dataclasses import replace
from datetime import timedelta

import orjson
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.graph.accounts import GraphAccounts
from bot.graph.client import LARGEST_ANSWER, GraphClient
from cards.card import JsonValue
from domain.directory import Account, DirectoryState, state_of
from domain.people import Person
from scheduler.accounts import AT_ONCE, LookedUp
from scheduler.directory import DirectoryError
from tests.cards import givens
from tests.fakes.graph import FakeGraph, user

KARIN = replace(givens.person(1), email="karin@borlange.example", entra_object_id="id-karin")
MAJA = replace(givens.person(2), email="maja@borlange.example", entra_object_id=None)


async def states(client: GraphClient, *people: Person) -> list[DirectoryState | None]:
    said = (await GraphAccounts(client).look_up(people)).accounts
    return [state_of(each, said[each.person_id]) if each.person_id in said else None for each in people]


async def test_people_are_found_by_id_and_by_address_in_one_request(
    graph: FakeGraph, client: GraphClient
) -> None:
    graph.users = [user("id-karin", "karin@new.example"), user("id-maja", "maja@borlange.example")]

    said = (await GraphAccounts(client).look_up([KARIN, MAJA])).accounts

    assert said[KARIN.person_id] == Account(
        entra_object_id="id-karin", addresses=("karin@new.example", "karin@new.example")
    )
    assert (said[MAJA.person_id] or KARIN).entra_object_id == "id-maja"
    assert graph.authorizations == ["Bearer a-token"]


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, DirectoryState.MEMBER),
        ({"accountEnabled": False}, DirectoryState.DISABLED),
        ({"accountEnabled": False, "userType": "Guest"}, DirectoryState.DISABLED),
        ({"userType": "Guest"}, DirectoryState.GUEST),
        ({"userPrincipalName": "maja_bolag.example#EXT#@borlange.example"}, DirectoryState.ELSEWHERE),
        ({"userType": None}, DirectoryState.MEMBER),
        ({"userPrincipalName": "m.ek@borlange.example"}, DirectoryState.MEMBER),
        ({"mail": None}, DirectoryState.MEMBER),
    ],
)
async def test_what_an_account_is_like_says_what_has_become_of_its_person(
    graph: FakeGraph, client: GraphClient, fields: dict[str, JsonValue], state: DirectoryState
) -> None:
    graph.users = [user("id-maja", "maja@borlange.example", **fields)]

    assert await states(client, MAJA) == [state]


async def test_an_account_that_is_gone_is_told_from_an_address_that_nobody_has(client: GraphClient) -> None:
    assert await states(client, KARIN, MAJA) == [DirectoryState.GONE, DirectoryState.UNKNOWN]


async def test_of_two_accounts_with_the_address_the_one_in_use_is_meant(
    graph: FakeGraph, client: GraphClient
) -> None:
    graph.users = [
        user("id-old", "maja@borlange.example", accountEnabled=False),
        user("id-guest", "maja_x#EXT#@borlange.example", mail=MAJA.email, userType="Guest"),
        user("id-maja", "m.ek@borlange.example", mail=MAJA.email),
    ]

    said = (await GraphAccounts(client).look_up([MAJA])).accounts[MAJA.person_id]

    assert said is not None
    assert said.entra_object_id == "id-maja"


async def test_an_address_is_a_text_and_never_part_of_the_question(
    graph: FakeGraph, client: GraphClient
) -> None:
    sly = replace(MAJA, email="o'hara' or id ne '+&$top=1#@borlange.example")
    graph.users = [user("id-ohara", sly.email), user("id-other", "other@borlange.example")]

    said = (await GraphAccounts(client).look_up([sly])).accounts[sly.person_id]

    assert said is not None
    assert said.entra_object_id == "id-ohara"


async def test_a_whole_batch_is_one_that_graph_takes(graph: FakeGraph, client: GraphClient) -> None:
    people = [replace(MAJA, person_id=each.person_id) for each in map(givens.person, range(1, AT_ONCE + 1))]

    said = await GraphAccounts(client).look_up(people)

    assert [len(each) for each in graph.batches] == [AT_ONCE]
    assert len(said.accounts) == AT_ONCE


async def test_whoever_is_not_answered_about_is_left_out_with_how_long_to_wait(
    graph: FakeGraph, client: GraphClient
) -> None:
    graph.users = [user("id-karin", "karin@borlange.example")]
    graph.answer_about("maja@borlange.example", 429, headers={"Retry-After": "17"})

    said = await GraphAccounts(client).look_up([KARIN, MAJA])

    assert set(said.accounts) == {KARIN.person_id}
    assert said.retry_after == timedelta(seconds=17)


@pytest.mark.parametrize(
    "body", [None, [], {}, {"id": "id-other", "accountEnabled": True}, {"id": "id-karin"}]
)
async def test_an_answer_about_somebody_else_or_nobody_is_none(
    graph: FakeGraph, client: GraphClient, body: JsonValue
) -> None:
    graph.answer_about("id-karin", 200, body)

    assert await states(client, KARIN) == [None]


@pytest.mark.parametrize(
    "body", [None, {}, {"value": "maja"}, {"value": [{"mail": "maja@borlange.example"}]}]
)
async def test_a_list_that_is_none_does_not_make_anybody_unknown(
    graph: FakeGraph, client: GraphClient, body: JsonValue
) -> None:
    graph.answer_about("maja@borlange.example", 200, body)

    assert await states(client, MAJA) == [None]


@pytest.mark.parametrize("status", [400, 404, 500, 503])
async def test_an_address_that_could_not_be_asked_about_is_not_unknown(
    graph: FakeGraph, client: GraphClient, status: int
) -> None:
    graph.answer_about("maja@borlange.example", status)

    assert await states(client, MAJA) == [None]


@pytest.mark.parametrize("status", [401, 403])
async def test_what_is_refused_for_one_is_refused_for_all(
    graph: FakeGraph, client: GraphClient, status: int
) -> None:
    graph.answer_about("id-karin", status, {"error": {"code": "Authorization_RequestDenied"}})

    with pytest.raises(DirectoryError, match=str(status)):
        await GraphAccounts(client).look_up([KARIN, MAJA])


@pytest.mark.parametrize(
    "body", [b"", b"<html><body>Sign in</body></html>", b"[]", b"{}", b'{"responses": {}}', b"\xff", b"null"]
)
async def test_nonsense_is_an_error_and_makes_nobody_gone(
    graph: FakeGraph, client: GraphClient, body: bytes
) -> None:
    graph.answer_next(200, body)

    with pytest.raises(DirectoryError, match="no list"):
        await GraphAccounts(client).look_up([KARIN])


@pytest.mark.parametrize(
    "responses",
    [
        [],
        [1, None, "x"],
        [{"id": 0, "status": 404}],
        [{"id": "0", "status": "404"}],
        [{"id": "7", "status": 404}],
    ],
)
async def test_a_batch_with_holes_leaves_people_out(
    graph: FakeGraph, client: GraphClient, responses: list[JsonValue]
) -> None:
    graph.answer_next(200, orjson.dumps({"responses": responses}))

    assert await GraphAccounts(client).look_up([KARIN]) == LookedUp(accounts={})


async def test_too_many_questions_are_told_with_how_long_to_wait(
    graph: FakeGraph, client: GraphClient
) -> None:
    graph.answer_next(429, headers={"Retry-After": "120"})

    with pytest.raises(DirectoryError) as refused:
        await GraphAccounts(client).look_up([KARIN])

    assert refused.value.retry_after == timedelta(minutes=2)


async def test_an_answer_larger_than_any_of_graphs_is_not_read_to_its_end(
    graph: FakeGraph, client: GraphClient
) -> None:
    graph.answer_next(200, b" " * (LARGEST_ANSWER + 1))

    with pytest.raises(DirectoryError, match="too large"):
        await GraphAccounts(client).look_up([KARIN])


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_is_not_followed_and_our_token_goes_to_no_other_host(
    graph: FakeGraph, client: GraphClient, status: int
) -> None:
    elsewhere = FakeGraph()
    stranger = TestServer(elsewhere.application())
    await stranger.start_server()
    graph.answers.append(
        web.Response(status=status, headers={"Location": str(stranger.make_url("/v1.0/$batch"))})
    )

    with pytest.raises(DirectoryError, match=str(status)):
        await GraphAccounts(client).look_up([KARIN])

    await stranger.close()
    assert elsewhere.authorizations == []
