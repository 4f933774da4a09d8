"""How one asks: pages, what one has already, and what is refused before anything is read."""

import pytest
from sqlalchemy import text

from storage.database import Database
from tests.bot.api.house import ApiHouse, api_house
from tests.plans import SmallPlan, answer


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is asked here is refused or known before any database has a say."""
    return sqlite_url


async def test_a_whole_last_page_says_that_it_is_the_last(house: ApiHouse) -> None:
    first = (await house.get("/plan/activities?limit=2")).json
    last = (await house.get(f"/plan/activities?limit=2&cursor={first['next']}")).json

    assert [each["number"] for each in first["items"] + last["items"]] == ["1.1", "1.2", "2.1", "2.2"]
    assert last["next"] is None


async def test_what_one_has_already_is_not_sent_again_until_it_has_changed(house: ApiHouse) -> None:
    plan, path = house.plan, f"{house.round}/summary"
    etag = (await house.get(path)).headers["ETag"]

    same = await house.get(path, If_None_Match=f'"other", W/{etag}')
    async with house.database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.travel, plan.johan)
    changed = await house.get(path, If_None_Match=etag)

    assert (same.status, same.content, same.headers["ETag"]) == (304, b"", etag)
    assert changed.status == 200
    assert changed.headers["ETag"] != etag
    assert (changed.headers["Cache-Control"], changed.headers["Vary"]) == (
        "private, no-cache",
        "Authorization",
    )


async def test_head_is_get_without_the_content(house: ApiHouse) -> None:
    whole, head = await house.get("/rounds"), await house.get("/rounds", method="HEAD")

    assert (head.status, head.content, head.headers["ETag"]) == (200, b"", whole.headers["ETag"])


WRONG = [
    ("limit=0", "limit"),
    ("limit=1001", "limit"),
    ("limit=1e2", "limit"),
    ("limit=%D9%A1", "limit"),
    ("limit=1&limit=2", "limit"),
    ("cursor=abc", "cursor"),
    ("cursor=0", "cursor"),
    ("cursor=99999999999999999999", "cursor"),
    ("changed_since=2023-09-01", "changed_since"),
    ("changed_since=2023-09-01T10:00:00", "changed_since"),
    ("changed_since=2023-13-01T10:00:00Z", "changed_since"),
    ("changed_since=5", "changed_since"),
    ("changed_sinse=2023-09-01T10:00:00Z", "changed_sinse"),
    ("history=yes", "history"),
    ("progress=klar", "progress"),
    ("org_unit_id=2147483648", "org_unit_id"),
    ("number=%00", "number"),
    ("number=", "number"),
]


async def test_a_parameter_that_is_wrong_is_named(house: ApiHouse) -> None:
    for query, parameter in WRONG:
        refused = await house.get(f"{house.round}/answers?{query}")

        assert (refused.status, refused.code) == (400, "parameter-invalid"), query
        assert [each["parameter"] for each in refused.json["errors"]] == [parameter], query


async def test_who_takes_no_json_gets_none(house: ApiHouse) -> None:
    for accept in ("text/html", "application/json;q=0, */*", "*/*;q=0.0", "application/xml, text/*"):
        assert (await house.get("/rounds", Accept=accept)).code == "not-acceptable", accept
    for accept in ("", "*/*", "text/html, application/*;q=0.1", "Application/JSON; charset=utf-8"):
        assert (await house.get("/rounds", Accept=accept)).status == 200, accept


async def test_nothing_can_be_done_but_read(house: ApiHouse) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        refused = await house.get("/rounds", method=method)

        assert (refused.status, refused.code) == (405, "method-not-allowed")
        assert refused.headers["Allow"] == "GET, HEAD"


async def test_who_asks_too_often_waits_and_may_ask_again(database: Database, plan: SmallPlan) -> None:
    async with api_house(database, plan, api_requests_per_minute=2) as house:
        got = [await house.get("/rounds") for _ in range(4)]
        stranger = await house.get("/rounds", "")

    assert [each.status for each in got] == [200, 200, 429, 429]
    assert got[2].code == "too-many-requests"
    assert 1 <= int(got[2].headers["Retry-After"]) <= 60
    # Whoever has no token uses nothing up for those who have.
    assert stranger.status == 401


async def test_without_the_setting_there_is_no_api(database: Database, plan: SmallPlan) -> None:
    async with api_house(database, plan, api=False) as house:
        got = await house.get("/rounds")

    assert (got.status, got.headers["Content-Type"]) == (404, "text/plain; charset=utf-8")


async def test_a_database_that_is_gone_is_a_problem_and_no_crash(house: ApiHouse, database: Database) -> None:
    async with database.writing(house.plan.tenant_id) as session:
        await session.execute(text("DROP TABLE reminder_step"))

    assert (await house.get("/rounds")).code == "failed"
