"""Who may come in by which way, what they see there, and what stays outside."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col

from bot.pages import wiring
from bot.pages.policy import TEAMS_HOSTS
from domain.people import Role, TenantId
from storage.database import Database
from storage.tables import PersonRoleRow, PersonRow
from tests import plans
from tests.bot.pages.house import KEY, PagesHouse, Seen, pages_house
from tests.bot.teams.openid_server import rsa_key
from tests.plans import DELAYED, entra_id, small_plan


@pytest.fixture
async def house(database: Database, tenant_id: TenantId) -> AsyncIterator[PagesHouse]:
    plan = await small_plan(database, tenant_id)
    async with database.writing(tenant_id) as session:
        await plans.answer(session, plan, plan.charging, plan.karin, statement=DELAYED)
    async with pages_house(database, plan) as opened:
        yield opened


def rules(seen: Seen) -> dict[str, str]:
    """The page's policy, by what it is about."""
    parts = (each.strip().partition(" ") for each in seen.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


async def test_a_link_lets_its_person_in_and_leaves_no_token_in_the_address(house: PagesHouse) -> None:
    opened = await house.get(house.link("henrik", "overview?round=2"))

    assert (opened.status, opened.headers["Location"]) == (303, "/overview?round=2")
    assert opened.headers["Referrer-Policy"] == "no-referrer"
    cookie = opened.headers["Set-Cookie"]
    assert cookie.startswith("__Host-lageskoll=")
    assert cookie.endswith("; Path=/; Max-Age=1800; Secure; HttpOnly; SameSite=Lax")
    assert "Läget i handlingsplanen" in (await house.get("/overview")).text
    assert await house.audited("page.opened") == [("page.opened", "page:overview?round=2", house.plan.henrik)]


async def test_a_link_can_be_opened_again_so_that_looking_at_it_beforehand_does_no_harm(
    house: PagesHouse,
) -> None:
    link = house.link("henrik")

    assert (await house.get(link)).status == 303
    assert (await house.get(link)).status == 303


async def test_asking_for_the_head_of_a_link_writes_nothing_and_lets_nobody_in(house: PagesHouse) -> None:
    seen = await house.get(house.link("henrik"), "HEAD")

    assert (seen.status, "Set-Cookie" in seen.headers) == (200, False)
    assert await house.audited("page.opened") == []


async def test_a_link_and_what_it_opened_end_when_their_time_is_over(house: PagesHouse) -> None:
    link = house.link("henrik")
    house.at += timedelta(minutes=29)
    assert (await house.get(link)).status == 303
    house.at += timedelta(minutes=2)

    assert (await house.get(link)).status == 403
    assert (await house.get("/overview")).status == 200
    house.at += timedelta(minutes=30)
    assert "Be om en ny i Teams" in (await house.get("/overview")).text


@pytest.mark.parametrize("path", ["/overview", "/report/2/0", "/report/2/0/json", "/l/nonsense", "/l/a.b.c"])
async def test_without_a_signature_nobody_comes_in(house: PagesHouse, path: str) -> None:
    seen = await house.get(path)

    assert (seen.status, "Set-Cookie" in seen.headers) == (403, False)
    assert "Be om en ny i Teams" in seen.text


async def test_a_signature_of_another_key_or_purpose_lets_nobody_in(house: PagesHouse) -> None:
    house.cookie = house.forged(house.plan.henrik, key="x" * 32)
    assert (await house.get("/overview")).status == 403
    house.cookie = house.link("henrik").removeprefix("/l/")
    assert (await house.get("/overview")).status == 403
    assert (await house.get(f"/l/{house.forged(house.plan.henrik)}")).status == 403

    house.cookie = house.forged(house.plan.henrik, key=KEY)
    assert (await house.get("/overview")).status == 200


@pytest.mark.parametrize(("name", "status"), [("henrik", 200), ("maja", 200), ("karin", 403), ("amina", 403)])
async def test_the_pages_are_for_those_who_read_the_summary(
    house: PagesHouse, name: str, status: int
) -> None:
    assert (await house.visit(name)).status == status


async def test_who_was_turned_away_is_told_where_to_go_and_written_down(house: PagesHouse) -> None:
    seen = await house.visit("karin")

    assert "skriv ”mina aktiviteter” till Lägeskoll" in seen.text
    assert await house.audited("role.refused") == [("role.refused", "page:overview", house.plan.karin)]


async def test_a_role_that_was_lost_counts_at_the_next_request(house: PagesHouse) -> None:
    await house.visit("maja")
    async with house.database.writing(house.plan.tenant_id) as session:
        theirs = col(PersonRoleRow.person_id) == house.plan.maja
        await session.change(PersonRoleRow, theirs, role=Role.OWNER.value)

    assert (await house.get("/overview")).status == 403


async def test_whoever_has_left_the_plan_comes_in_no_more(house: PagesHouse) -> None:
    link = house.link("henrik")
    await house.visit("henrik")
    async with house.database.writing(house.plan.tenant_id) as session:
        await session.change(PersonRow, col(PersonRow.id) == house.plan.henrik, is_removed=True)

    assert (await house.get("/overview")).status == 403
    assert (await house.get(link)).status == 403


async def test_a_persons_own_language_is_spoken_and_a_strangers_is_asked_of_their_browser(
    house: PagesHouse,
) -> None:
    async with house.database.writing(house.plan.tenant_id) as session:
        await session.change(PersonRow, col(PersonRow.id) == house.plan.henrik, language="en")

    assert '<html lang="en">' in (await house.visit("henrik")).text
    house.cookie = ""
    english = {"Accept-Language": "fi, en-GB;q=0.8, sv;q=0.5"}
    assert "Ask for a new one in Teams" in (await house.get("/overview", **english)).text
    assert '<html lang="sv">' in (await house.get("/overview", **{"Accept-Language": "x" * 900})).text


async def test_teams_logs_in_whoever_entra_says_it_is(house: PagesHouse) -> None:
    said = await house.sign_in(house.token("henrik"))

    assert (said.status, said.text) == (200, '{"to":"/overview"}')
    assert said.headers["Set-Cookie"].endswith("Secure; HttpOnly; SameSite=None; Partitioned")
    assert rules(await house.get("/overview"))["frame-ancestors"] == " ".join(TEAMS_HOSTS)
    assert await house.audited("page.opened") == [("page.opened", "page:tab", house.plan.henrik)]


@pytest.mark.parametrize(
    "overrides",
    [
        {"tid": "d6d49420-f39b-4df7-a1dc-d59a935871db"},
        {"iss": "https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0"},
        {"aud": "https://graph.microsoft.com"},
        {"exp": 1_600_000_000},
        {"scp": "User.Read"},
        {"scp": "", "roles": ["access_as_user"]},
    ],
    ids=str,
)
async def test_a_token_that_is_not_ours_logs_nobody_in(house: PagesHouse, overrides: dict[str, Any]) -> None:
    said = await house.sign_in(house.token("henrik", **overrides))

    assert (said.status, said.text, "Set-Cookie" in said.headers) == (401, "{}", False)


async def test_a_strangers_signature_and_no_token_log_nobody_in(house: PagesHouse) -> None:
    forged = house.provider.sign({"oid": entra_id("henrik")}, key=rsa_key("the stranger's own"))

    assert (await house.sign_in(forged)).status == 401
    assert (await house.get("/tab/sign-in", "POST")).status == 401


async def test_whom_entra_knows_but_not_the_plan_is_told_so_and_written_down(house: PagesHouse) -> None:
    said = await house.sign_in(house.token("henrik", oid="99999999-aaaa-4bbb-8ccc-dddddddddddd"))

    assert (said.status, "Du finns inte i handlingsplanen" in said.text) == (403, True)
    assert await house.audited("role.refused") == [("role.refused", "page:tab", None)]


async def test_an_owner_in_the_tab_is_told_where_their_own_are(house: PagesHouse) -> None:
    said = await house.sign_in(house.token("karin"))

    assert (said.status, "mina aktiviteter" in said.text) == (403, True)
    assert await house.audited("role.refused") == [("role.refused", "page:tab", house.plan.karin)]


async def test_no_page_may_run_anything_or_be_framed_but_the_tab_by_teams(house: PagesHouse) -> None:
    tab, overview = await house.get("/tab"), await house.visit("henrik")
    report, refused = await house.get("/report/2/0"), await house.get("/l/nonsense")

    for seen in (tab, overview, report, refused):
        assert rules(seen)["default-src"] == "'none'"
        assert "unsafe" not in seen.headers["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*(?:src=|application/json))|\son\w+=|javascript:", seen.text)
        assert not re.search(r'(?:src|href)="(?:https?:)?//', seen.text)
    for seen in (overview, report, refused):
        assert rules(seen)["frame-ancestors"] == "'none'"
        assert "script-src" not in rules(seen)
    assert rules(tab)["script-src"] == rules(tab)["connect-src"] == "'self'"
    assert rules(tab)["frame-ancestors"] == " ".join(TEAMS_HOSTS)


async def test_every_file_that_a_page_names_is_there_for_good_and_no_other(house: PagesHouse) -> None:
    tab = await house.get("/tab")

    named = re.findall(r'(?:src|href)="(/assets/[^"]+)"', tab.text)
    assert len(named) == 3
    for each in named:
        seen = await house.get(each)
        assert (seen.status, "immutable" in seen.headers["Cache-Control"]) == (200, True)
    for path in ("/assets/tab.js", "/assets/..%2f..%2fsettings.py", "/assets/", "/assets/teams-js/LICENSE"):
        assert (await house.get(path)).status == 404


@pytest.mark.parametrize("kind", ["word", "pdf", "html", "excel", "csv", "json"])
async def test_every_document_can_be_fetched_and_is_written_down(house: PagesHouse, kind: str) -> None:
    await house.visit("henrik")

    seen = await house.get(f"/report/{house.plan.follow_up_round_id}/0/{kind}")

    assert (seen.status, len(seen.content) > 100) == (200, True)
    assert seen.headers["Content-Disposition"].startswith(
        "attachment; filename*=UTF-8''rapport-delarsbokslut"
    )
    assert [deed for deed, _, by in await house.audited("report.made") if by == house.plan.henrik]


async def test_a_link_may_lead_to_a_document(house: PagesHouse) -> None:
    seen = await house.visit("maja", f"report/{house.plan.follow_up_round_id}/0/json")

    assert seen.content.startswith(b"{")


async def test_asking_for_the_head_of_a_document_makes_none(house: PagesHouse) -> None:
    await house.visit("henrik")

    assert (await house.get(f"/report/{house.plan.follow_up_round_id}/0/pdf", "HEAD")).status == 200
    assert await house.audited("report.made") == []


@pytest.mark.parametrize(
    "path",
    [
        "/report/2/7",
        "/report/999/0",
        "/report/2/0/exe",
        "/report/0/0/json",
        "/report/2/0/..%2f..%2fetc",
        "/report/-1/0",
        "/report/2147483648/0/json",
        "/overview?round=999",
        "/overview?unit=999",
        "/overview?unit=%00",
        "/overview?state=great",
        "/overview?page=-1",
        "/overview?round=9999999999999999999",
    ],
)
async def test_what_is_not_there_is_a_sentence_or_nothing(house: PagesHouse, path: str) -> None:
    await house.visit("henrik")

    assert (await house.get(path)).status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_pages_can_only_be_read(house: PagesHouse, method: str) -> None:
    for path in ("/overview", "/report/2/0", "/report/2/0/json", house.link("henrik"), "/tab"):
        assert (await house.get(path, method)).status == 405


async def test_without_a_public_address_there_are_no_pages(house: PagesHouse) -> None:
    async with pages_house(house.database, house.plan, public_url="", link_key=None) as bare:
        for path in ("/overview", "/tab", "/l/x", "/assets/x"):
            assert (await bare.get(path)).status == 404
        assert (
            wiring.addresses(bare.settings).of(house.plan.tenant_id, house.plan.henrik, "x", house.at) == ""
        )


async def test_a_page_that_fails_says_so_without_saying_why(house: PagesHouse) -> None:
    await house.visit("henrik")
    await house.database.close()
    async with house.database.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE follow_up_round RENAME TO gone")

    seen = await house.get("/overview")

    assert (seen.status, "Försök igen om en stund" in seen.text) == (500, True)
    assert "follow_up_round" not in seen.text
