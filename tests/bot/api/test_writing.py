"""Another service brings an answer: what is saved, what is told, and what is refused."""

import asyncio
import gzip
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from bot.api.receiving import BODY_LIMIT_BYTES
from storage.database import Database
from storage.tables import AnswerRow
from tests.bot.api.house import CLIENT_ID, EVERYTHING, ApiHouse
from tests.plans import FIRST_STEP, answer
from tests.stored import answers, stored

TRAVEL: dict[str, Any] = {
    "external_id": "S-17",
    "progress": "on_track",
    "percent": 80,
    "comment": "Fyra av fem linjer är i gång. 😀",
}
PAGE = Path(__file__).parents[3] / "docs" / "api.md"
READER = [each for each in EVERYTHING if each != "Answers.Write"]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What the database decides is tried on both where the rules are, in tests/dialogs."""
    return sqlite_url


@pytest.fixture
def travel(house: ApiHouse) -> str:
    return f"{house.round}/answers/2.2"


async def brought(house: ApiHouse) -> list[AnswerRow]:
    found = await answers(house.database, house.plan.tenant_id)
    return [each for each in found if each.source]


async def test_an_answer_is_brought_once_and_read_back_with_where_it_came_from(
    house: ApiHouse, travel: str
) -> None:
    first = await house.put(travel, {**TRAVEL, "given_at": "2023-08-21T16:00:00+02:00"})
    again = await house.put(travel, {**TRAVEL, "given_at": "2023-08-21T14:00:00Z"})
    read = await house.get(travel)

    assert (first.status, again.status, read.status) == (201, 200, 200)
    assert first.json == again.json == read.json
    assert first.headers["ETag"] == again.headers["ETag"] == read.headers["ETag"]
    assert {name: read.json[name] for name in ("number", "progress", "percent", "comment", "source")} == {
        "number": "2.2",
        "progress": "on_track",
        "percent": 80,
        "comment": TRAVEL["comment"],
        "source": "Stratsys",
    }
    assert (read.json["answered_by"], read.json["given_at"]) == ("Stratsys", "2023-08-21T14:00:00Z")
    assert [each.answered_by for each in await brought(house)] == [None]
    assert await house.audited("answer.saved") == [
        {
            "channel": "system",
            "client": "Stratsys",
            "client_id": CLIENT_ID,
            "progress": "on_track",
            "unchanged": False,
        }
    ]


async def test_the_example_on_the_page_is_taken_as_it_stands(house: ApiHouse) -> None:
    example = re.search(r"(/rounds/\S+) --data '(.*?)'", PAGE.read_text("utf-8"), re.DOTALL)
    assert example is not None
    sent = orjson.loads(example[2]) | {"answered_by": "johan@borlange.example"}

    saved = await house.put(example[1], sent)

    assert (saved.status, saved.json["progress"], saved.json["new_end"]) == (201, "delayed", "2024-03-31")


async def test_whoever_is_named_has_answered_and_is_named_to_those_who_may_see_it(
    house: ApiHouse, travel: str
) -> None:
    nobody = [each for each in EVERYTHING if each != "People.Read"]
    path, sent = travel, {**TRAVEL, "answered_by": "johan@borlange.example"}

    named = await house.put(path, sent)
    unnamed = await house.put(path, sent, house.token(roles=nobody))

    assert (named.json["answered_by"], unnamed.json["answered_by"]) == ("Johan Åkerlund", None)
    assert (await brought(house))[0].answered_by == house.plan.johan


async def test_a_role_to_read_is_none_to_write_and_the_other_way_about(house: ApiHouse, travel: str) -> None:
    refused = await house.put(travel, TRAVEL, house.token(roles=READER))
    writer = house.token(roles=["Answers.Write"])
    saved = await house.put(travel, TRAVEL, writer)
    read = await house.get(travel, writer)

    assert (refused.status, refused.code) == (403, "role-missing")
    assert "Answers.Write" in refused.json["detail"]
    assert (saved.status, read.code) == (201, "role-missing")
    assert [each["code"] for each in await house.audited("api.refused")] == ["role-missing"]


async def test_nobody_without_a_good_token_writes_anything(house: ApiHouse, travel: str) -> None:
    before = await stored(house.database, house.plan.tenant_id)
    for token in (
        "x.y.z",
        house.token(idtyp="user"),
        house.token(azp="0a1b2c3d-0000-4000-8000-00000000000c"),
    ):
        assert (await house.put(travel, TRAVEL, token)).status in {401, 403}

    after = await stored(house.database, house.plan.tenant_id)
    assert {name: rows for name, rows in after.items() if name != "audit_event"} == {
        name: rows for name, rows in before.items() if name != "audit_event"
    }


async def test_two_who_bring_the_same_at_once_are_told_the_same(house: ApiHouse, travel: str) -> None:
    got = await asyncio.gather(*(house.put(travel, TRAVEL) for _ in range(5)))

    assert sorted(each.status for each in got) == [200] * 4 + [201]
    assert len({each.content for each in got}) == 1
    assert len(await brought(house)) == 1


async def test_what_stands_against_an_answer_is_told_by_its_code(house: ApiHouse, travel: str) -> None:
    plan = house.plan
    await house.put(travel, TRAVEL)
    house.clock.set(FIRST_STEP + timedelta(hours=2))
    async with house.database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.charging, plan.karin, at=FIRST_STEP + timedelta(hours=1))
    closed = f"/rounds/{plan.earlier_round_id}/answers/2.2"
    older = {**TRAVEL, "external_id": "S-18", "given_at": "2023-08-22T07:30:00Z"}

    told = {
        "external-id-taken": await house.put(travel, {**TRAVEL, "percent": 81}),
        "newer-answer": await house.put(f"{house.round}/answers/1.2", older),
        "round-not-open": await house.put(closed, {**TRAVEL, "external_id": "S-19"}),
    }

    assert {each.code for each in told.values()} == set(told)
    assert {each.status for each in told.values()} == {409}
    assert len(await brought(house)) == 1


async def test_an_answer_that_is_based_on_another_than_the_latest_is_not_saved(
    house: ApiHouse, travel: str
) -> None:
    plan = house.plan
    first = await house.put(travel, TRAVEL, If_None_Match="*")
    second = {**TRAVEL, "external_id": "S-18", "percent": 90}
    refused = [
        await house.put(travel, second, If_None_Match="*"),
        await house.put(travel, second, If_Match='"4711-x"'),
        await house.put(travel, second, If_Match=f"W/{first.headers['ETag']}"),
        await house.put(travel, second, If_Match="not an etag"),
    ]
    saved = await house.put(travel, second, If_Match=f'"other", {first.headers["ETag"]}')
    async with house.database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.travel, plan.johan)
    late = await house.put(travel, {**second, "external_id": "S-19"}, If_Match=saved.headers["ETag"])
    again = await house.put(travel, second, If_Match=first.headers["ETag"])

    assert [(each.status, each.code) for each in (*refused, late)] == [(412, "changed-meanwhile")] * 5
    # What has been saved has been saved, whatever has come after.
    assert (saved.status, again.status) == (201, 200)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"progress": "klar"}, "/progress"),
    ({"progress": None}, "/progress"),
    ({"percent": 101}, "/percent"),
    ({"percent": "80"}, "/percent"),
    ({"percent": True}, "/percent"),
    ({"comment": "x" * 1001}, "/comment"),
    ({"comment": "a\x00b"}, "/comment"),
    ({"new_end": "2023-02-31"}, "/new_end"),
    ({"given_at": "2023-08-22"}, "/given_at"),
    ({"given_at": "2023-08-22T09:00:01Z"}, "/given_at"),
    ({"given_at": "0001-01-01T00:00:00+14:00"}, "/given_at"),
    ({"given_at": 1692687600}, "/given_at"),
    ({"indicator_value": "1e9"}, "/indicator_value"),
    ({"external_id": ""}, "/external_id"),
    ({"external_id": "x" * 101}, "/external_id"),
    ({"external_id": "a\u200bb"}, "/external_id"),
    ({"evidence": "javascript:alert(1)"}, "/evidence"),
    ({"answered_by": "ingen@borlange.example"}, "/answered_by"),
    ({"answered_by": "karin@borlange.example"}, "/answered_by"),
    ({"answered_by": "maja@borlange.example"}, "/reason"),
    ({"progres~s/": "x"}, "/progres~0s~1"),
    ({"progress": "delayed", "obstacle": {"kind": "money", "text": "Pengar."}}, "/new_end"),
    ({"progress": "dropped", "obstacle": {"kind": "money"}}, "/obstacle/text"),
    ({"obstacle": {"kind": "moon"}}, "/obstacle/kind"),
]


async def test_what_is_wrong_is_pointed_at_and_nothing_is_saved(house: ApiHouse, travel: str) -> None:
    for wrong, place in WRONG:
        refused = await house.put(travel, {**TRAVEL, **wrong})

        assert (refused.status, refused.code) == (422, "answer-invalid"), wrong
        assert [each["pointer"] for each in refused.json["errors"]] == [place], wrong
        assert all(each["detail"] for each in refused.json["errors"])
    assert await brought(house) == []


async def test_what_may_be_a_mistake_is_asked_about_once(house: ApiHouse, travel: str) -> None:
    doubted = {**TRAVEL, "comment": "Ring Kim, 19900101-0017."}

    asked = await house.put(travel, doubted)
    saved = await house.put(travel, {**doubted, "acknowledged": True})

    assert (asked.status, asked.code, saved.status) == (422, "answer-doubted", 201)
    assert [each["pointer"] for each in asked.json["errors"]] == ["/comment"]
    assert "personal identity number" in asked.json["errors"][0]["detail"]
    assert "19900101" not in asked.content.decode()


UNREADABLE = (b"", b"{", b"\xff\xfe", b'{"external_id":"\\ud800"}', b"[" * 50_000, b"null" * 2)


async def test_what_cannot_be_read_is_refused_before_it_is_looked_at(house: ApiHouse, travel: str) -> None:
    for body in UNREADABLE:
        refused = await house.put(travel, body)
        assert (refused.status, refused.code) == (400, "body-invalid"), body[:20]
    large = await house.put(travel, b" " * (BODY_LIMIT_BYTES + 1))
    form = await house.put(travel, b"a=b", Content_Type="application/x-www-form-urlencoded")
    packed = await house.put(travel, gzip.compress(b"{}"), Content_Encoding="gzip")
    misspelt = await house.put(f"{travel}?dry_run=true", TRAVEL)

    assert (large.status, large.code) == (413, "too-large")
    assert (form.status, form.code) == (415, "unsupported-type")
    assert (packed.status, packed.code) == (415, "unsupported-type")
    assert (misspelt.status, misspelt.code) == (400, "parameter-invalid")
    assert await brought(house) == []


async def test_numbers_that_are_not_in_the_plan_are_not_found_however_they_are_written(
    house: ApiHouse,
) -> None:
    for number in ("9.9", "%00", "%EF%BF%BE", "%E2%80%AE1.1", "x" * 41, "1.1%2F..", "%27%20OR%201=1"):
        path = f"{house.round}/answers/{number}"
        assert (await house.put(path, TRAVEL)).code == "not-found", number
        assert (await house.get(path)).code == "not-found", number
    for gone in ("/rounds/999/answers/2.2", "/rounds/0/answers/2.2", "/rounds/2147483648/answers/2.2"):
        assert (await house.put(gone, TRAVEL)).code == "not-found", gone


async def test_other_ways_are_told_what_can_be_done(house: ApiHouse, travel: str) -> None:
    for method in ("POST", "DELETE", "PATCH"):
        refused = await house.get(travel, method=method)

        assert (refused.status, refused.code) == (405, "method-not-allowed")
        assert refused.headers["Allow"] == "GET, HEAD, PUT"


async def test_an_answer_that_has_not_been_given_is_not_found(house: ApiHouse, travel: str) -> None:
    assert (await house.get(travel)).code == "not-found"
    assert (await house.get(f"{travel}/x")).code == "not-found"


async def test_whoever_should_have_answered_is_told_that_a_strategist_did(
    house: ApiHouse, travel: str, database: Database
) -> None:
    plan = house.plan
    await house.put(travel, {**TRAVEL, "answered_by": "maja@borlange.example", "reason": "Johan är sjuk."})

    told = (await stored(database, plan.tenant_id))["matter"]
    assert "answered_for" in str(told)
