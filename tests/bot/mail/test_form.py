"""Answering by the link in a letter: whom it opens for, what is saved, and what stays outside."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlmodel import col

from bot.mail.wiring import mounts
from bot.settings import Settings
from dialogs.desk import Desk
from domain.deliveries import Fate
from domain.people import TenantId
from storage import letter_links
from storage.database import Database
from storage.tables import DeliveryRow, LetterRow, PersonRow
from tests.bot.mail.visitor import KEY, Browser
from tests.fakes.messenger import RecordingMessenger
from tests.plans import CALENDAR, FIRST_STEP, INTERIM_CLOSES, answer, small_plan

ON_TRACK = {"progress": "on_track", "comment": "Fyra av fem tak är klara.", "promise": "kept"}


@pytest.fixture
async def browser(database: Database, tenant_id: TenantId) -> AsyncIterator[Browser]:
    plan = await small_plan(database, tenant_id)
    async with database.writing(tenant_id) as session:
        row = LetterRow(
            tenant_id=tenant_id,
            key="k",
            follow_up_round_id=plan.follow_up_round_id,
            person_id=plan.karin,
            recipient_id=plan.karin,
            reason="blocked",
            fate=Fate.SENT.value,
            not_before=FIRST_STEP,
            created_at=FIRST_STEP,
            settled_at=FIRST_STEP,
        )
        session.sql.add(row)
        await session.sql.flush()
        letter_id = row.id or 0
    desk = Desk(database=database, calendar=CALENDAR, messenger=RecordingMessenger(), wake=lambda: None)
    given = {"public_url": "https://lageskoll.example", "link_key": KEY, "mail": "smtp"}
    settings = Settings(_env_file=None, **given)  # type: ignore[arg-type]
    application = web.Application()
    opened: list[Browser] = []
    for mount in mounts(settings, desk, lambda: opened[0].at):
        mount(application)
    async with TestClient(TestServer(application)) as client:
        opened.append(Browser(client=client, database=database, plan=plan, letter_id=letter_id))
        yield opened[0]


async def test_the_list_says_whose_it_is_by_first_name_and_what_waits(browser: Browser) -> None:
    seen = await browser.get(browser.karins)

    assert seen.status == 200
    assert "Den här sidan är till Karin." in seen.text
    assert "Karin Ek" not in seen.text
    assert seen.text.count("<h3>") == 2
    assert "default-src 'none'" in seen.headers["Content-Security-Policy"]
    assert seen.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in seen.headers
    assert await browser.audited() == [("letter.opened", browser.plan.karin)]


async def test_two_activities_are_answered_with_the_card_s_rules_and_said_to_be_by_mail(
    browser: Browser,
) -> None:
    plan, link = browser.plan, browser.karins
    saved = await browser.save(f"{link}/{plan.solar_roofs}", **ON_TRACK)
    same = await browser.save(f"{link}/{plan.charging}", progress="not_started")
    after = await browser.get(same.headers["Location"])

    assert (saved.status, same.status) == (303, 303)
    assert "är sparad." in after.text
    assert "Allt är besvarat." in after.text
    first, second = await browser.answers()
    assert (first.plan_activity_id, first.comment) == (plan.solar_roofs, ON_TRACK["comment"])
    assert (second.plan_activity_id, second.progress) == (plan.charging, "not_started")
    assert (first.answered_by, first.by_mail, second.by_mail) == (plan.karin, True, True)
    assert [deed for deed, _ in await browser.audited()].count("answer.saved") == 2


async def test_unchanged_is_one_press_where_there_is_something_to_repeat(browser: Browser) -> None:
    link, plan = browser.karins, browser.plan
    done = await browser.post(f"{link}/{plan.solar_roofs}/samma", {"ticket": await browser.ticket(link)})

    assert done.status == 303
    (saved,) = await browser.answers()
    assert (saved.plan_activity_id, saved.unchanged, saved.by_mail) == (plan.solar_roofs, True, True)


async def test_what_is_missing_is_told_at_the_field_and_at_the_top_and_nothing_typed_is_lost(
    browser: Browser,
) -> None:
    path = f"{browser.karins}/{browser.plan.charging}"
    seen = await browser.save(path, progress="delayed", comment="Kabeln <b>är</b> av.")

    assert seen.status == 422
    assert seen.text.count("<h1>Se över svaret:") == 1
    assert '<a href="#obstacle_kind">' in seen.text
    assert 'id="obstacle_text-remark"' in seen.text
    assert 'aria-describedby="obstacle_text-remark"' in seen.text
    assert "Kabeln <b>är</b> av." in seen.text
    assert await browser.answers() == []
    assert "Kabeln" in (await browser.get(path)).text


async def test_an_empty_phrase_and_a_personal_number_are_asked_about_once(browser: Browser) -> None:
    path = f"{browser.karins}/{browser.plan.charging}"
    fields = {"progress": "on_track", "comment": "Ring 811218-9876 om det."}
    asked = await browser.save(path, **fields)
    known = re.findall(r'name="(ticket|asked)" value="([^"]*)"', asked.text)
    anyway = await browser.post(path, {**fields, **dict(known)})

    assert asked.status == 422
    assert "personnummer" in asked.text
    assert "Spara ändå" in asked.text
    assert anyway.status == 303


async def test_the_same_form_sent_twice_is_one_answer_and_both_are_told_the_truth(browser: Browser) -> None:
    path = f"{browser.karins}/{browser.plan.charging}"
    form = {
        "ticket": await browser.ticket(path),
        "progress": "on_track",
        "comment": "Alla laddare är på plats.",
    }
    first, second = await browser.post(path, form), await browser.post(path, form)

    assert (first.status, second.status) == (303, 303)
    assert len(await browser.answers()) == 1


async def test_what_somebody_else_answered_meanwhile_is_not_written_over(browser: Browser) -> None:
    plan, path = browser.plan, f"{browser.karins}/{browser.plan.charging}"
    form = {"ticket": await browser.ticket(path), "progress": "done", "comment": "Alla laddare är på plats."}
    async with browser.database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.charging, plan.maja)
    seen = await browser.post(path, form)

    assert seen.status == 422
    assert "medan du skrev" in seen.text
    assert len(await browser.answers()) == 1


async def test_another_person_s_activity_is_neither_shown_nor_written(browser: Browser) -> None:
    plan, link = browser.plan, browser.karins
    ticket = await browser.ticket(f"{link}/{plan.charging}")
    shown = await browser.get(f"{link}/{plan.meals}")
    written = await browser.post(f"{link}/{plan.meals}", {"ticket": ticket, "progress": "done"})
    swapped = await browser.post(f"{link}/{plan.solar_roofs}", {"ticket": ticket, "progress": "done"})

    assert (shown.status, written.status, swapped.status) == (404, 404, 403)
    assert await browser.answers() == []
    assert ("letter.refused", plan.karin) in await browser.audited()


async def test_a_form_without_its_ticket_or_with_a_forged_one_is_not_saved(browser: Browser) -> None:
    path = f"{browser.karins}/{browser.plan.charging}"
    ticket = await browser.ticket(path)
    for forged in ("", ticket[:-1], ticket + "x", browser.karins.removeprefix("/svara/")):
        assert (await browser.post(path, {"ticket": forged, "progress": "done"})).status == 403
    assert await browser.answers() == []


async def test_a_link_that_is_old_forged_or_somebody_else_s_opens_nothing(browser: Browser) -> None:
    links = [
        browser.link(browser.plan.karin, days=-1),
        browser.link(browser.plan.karin, key="x" * 40),
        browser.link(browser.plan.johan),
        "/svara/" + "A" * 300,
    ]

    for link in links:
        seen = await browser.get(link)
        assert seen.status == 403
        assert "fungerar inte längre" in seen.text
    assert await browser.audited() == []


async def test_the_link_is_over_when_the_round_closes_or_teams_reaches_the_person_again(
    browser: Browser,
) -> None:
    plan, at, link = browser.plan, browser.at, browser.link(browser.plan.karin, days=60)
    browser.at = INTERIM_CLOSES
    assert "stängd" in (await browser.get(link)).text

    browser.at = at
    async with browser.database.writing(plan.tenant_id) as session:
        session.sql.add(
            DeliveryRow(
                tenant_id=plan.tenant_id,
                key="later",
                kind="reminder",
                follow_up_round_id=plan.follow_up_round_id,
                person_id=plan.karin,
                fate=Fate.SENT.value,
                not_before=at,
                created_at=at,
                settled_at=at,
            )
        )
    seen = await browser.get(link)
    assert (seen.status, "i Teams igen" in seen.text) == (403, True)


async def test_a_link_that_was_withdrawn_says_so_and_a_form_that_stood_open_is_not_saved(
    browser: Browser,
) -> None:
    path = f"{browser.karins}/{browser.plan.solar_roofs}"
    ticket = await browser.ticket(path)
    plan = browser.plan
    async with browser.database.writing(plan.tenant_id) as session:
        assert await letter_links.withdraw(session, plan.follow_up_round_id, plan.karin, browser.at) == 1
    seen = await browser.get(browser.karins)
    late = await browser.post(path, {"ticket": ticket, **ON_TRACK})

    assert (seen.status, late.status) == (403, 403)
    assert "Länken är tillbakadragen." in seen.text
    assert await browser.answers() == []


async def test_whoever_has_left_the_plan_is_out_at_once(browser: Browser) -> None:
    async with browser.database.writing(browser.plan.tenant_id) as session:
        await session.change(PersonRow, col(PersonRow.id) == browser.plan.karin, is_removed=True)

    assert (await browser.get(browser.karins)).status == 403


async def test_whatever_looks_at_links_beforehand_changes_nothing(browser: Browser) -> None:
    heads = [await browser.get(browser.karins, "HEAD") for _ in range(3)]

    assert [each.status for each in heads] == [200, 200, 200]
    assert await browser.audited() == []
    assert (await browser.get(browser.karins)).status == 200


async def test_far_too_much_and_what_is_no_form_are_turned_away(browser: Browser) -> None:
    path = f"{browser.karins}/{browser.plan.charging}"
    ticket = await browser.ticket(path)
    huge = await browser.post(path, {"ticket": ticket, "comment": "å" * 60_000})
    many = await browser.post(path, {"ticket": ticket, **{f"x{each}": "1" for each in range(60)}})
    async with browser.client.post(path, json={"ticket": ticket}) as answered:
        no_form = answered.status

    assert (huge.status, many.status, no_form) == (413, 400, 415)
    assert await browser.answers() == []


async def test_a_link_that_is_used_far_more_often_than_people_do_has_to_wait(browser: Browser) -> None:
    seen = [(await browser.get(browser.karins)).status for _ in range(61)]

    assert (seen[59], seen[60]) == (200, 429)
    browser.at += timedelta(minutes=1)
    assert (await browser.get(browser.karins)).status == 200
