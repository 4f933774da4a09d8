"""A whole round as whoever keeps watch sees it: every turn and message told of, and nobody's words."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from bot.watching.gauges import read_database
from cards.verbs import Verb
from tests.bot.teams.connector_server import refusal
from tests.fakes.log import Line, Log, logged
from tests.flows.login_server import BOT_TOKEN
from tests.flows.test_round import FORM, REASON, everybody_installs, through_everything, to_the_first_reminder
from tests.flows.town import Town, town

SECRETS = (BOT_TOKEN, "a secret of the app registration", "eyJ")
WORDS = (FORM["next_step"], REASON["obstacle_text"], "Upphandlingen", "Beställ", "överklagad")
PEOPLE = ("@borlange", "Karin", "Åkerlund", "Amina", "Maja", "Henrik")
Watched = tuple[Town, Log]


@pytest.fixture
async def watched(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Watched]:
    with logged() as log:
        async with town(sqlite_url, tmp_path, lines=log.opened()) as place:
            yield place, log


async def figures(place: Town) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels."""
    found = place.house.watch.figures
    await read_database(found, place.house.database, place.clock())
    families = text_string_to_metric_families(found.written().decode())
    return {
        (sample.name.removeprefix("lageskoll_"), *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


def leaks(log: Log) -> list[str]:
    return [each for each in (*SECRETS, *WORDS, *PEOPLE) if each.casefold() in log.text.casefold()]


async def test_a_whole_round_is_told_of_without_anybodys_words_name_address_or_token(
    watched: Watched,
) -> None:
    place, log = watched
    await through_everything(place)
    await place.chats["karin"].say("Min e-post är karin@borlange.example och Upphandlingen är överklagad.")
    await place.knock(
        {"type": "message", "text": "Upphandlingen"}, {"Authorization": "Bearer eyJhbGciOi.x.y"}
    )

    assert len(log.of("turn")) >= 20
    assert len(log.of("delivery")) >= 8
    assert leaks(log) == []


async def test_when_something_breaks_the_log_shows_where_and_not_what_was_written(watched: Watched) -> None:
    place, log = watched
    await to_the_first_reminder(place)
    karin = place.chats["karin"]
    await karin.press(Verb.OPEN_FORM)
    async with place.house.database.writing(place.plan.tenant_id) as session:
        await session.connection.execute(text("DROP TABLE answer"))
    await karin.press(Verb.SAVE_ANSWER, inputs={**FORM, **REASON})

    [turn] = [line for line in log.of("turn") if line["outcome"] == "failed"]
    [error] = log.of("A turn failed")
    assert (turn["name"], turn["level"]) == ("answer.save", "warning")
    assert error["turn"] == turn["turn"]
    assert error["exception"]
    assert leaks(log) == []


async def test_a_turn_says_who_did_what_how_it_went_and_how_long_it_took(watched: Watched) -> None:
    place, log = watched
    await to_the_first_reminder(place)
    await place.chats["karin"].press(Verb.OPEN_FORM)
    await place.chats["karin"].say("läge")
    await place.chats["maja"].say("Läge!")

    opened, not_hers, overview = log.of("turn")[-3:]
    assert (opened["kind"], opened["name"], opened["outcome"]) == ("press", Verb.OPEN_FORM, "answered")
    assert (opened["person"], opened["roles"]) == (place.plan.karin, "owner")
    assert (not_hers["name"], not_hers["outcome"]) == ("läge", "refused")
    assert (overview["name"], overview["outcome"]) == ("läge", "answered")
    assert isinstance(opened["ms"], float)


async def test_a_turn_and_what_it_sends_carry_the_same_id(watched: Watched) -> None:
    place, log = watched
    await everybody_installs(place)
    heard = len(place.cloud.heard)
    await place.chats["karin"].say("hjälp")

    turn = log.of("turn")[-1]
    assert [each.request_id for each in place.cloud.heard[heard:]] == [turn["turn"]]


async def test_what_the_clock_sends_carries_the_id_of_the_message(watched: Watched) -> None:
    place, log = watched
    await to_the_first_reminder(place)

    sent = [line for line in log.of("delivery") if line["outcome"] == "sent"]
    wanted = {f"delivery-{line['delivery']}-1" for line in sent}
    assert wanted == {each.request_id for each in place.cloud.heard[-len(sent) :]}


async def test_each_message_says_its_round_step_attempt_and_fate(watched: Watched) -> None:
    place, log = watched
    await everybody_installs(place)
    place.cloud.answer_next(refusal(502, ""), refusal(403, "MessageWritesBlocked"))
    await place.move_to("2023-08-22T09:10:00+02:00")

    told = log.of("delivery")
    assert {(line["outcome"], line.get("code")) for line in told} >= {
        ("retried", "unavailable"),
        ("given_up", "MessageWritesBlocked"),
        ("sent", None),
    }
    assert {line["round"] for line in told} == {place.plan.follow_up_round_id}
    assert {line["step"] for line in told} == {"-15"}
    assert [line["level"] for line in told if line["outcome"] == "given_up"] == ["warning"]
    assert _after_a_retry(told) == [2]


def _after_a_retry(told: list[Line]) -> list[object]:
    retried = {line["delivery"] for line in told if line["outcome"] == "retried"}
    return [line["attempt"] for line in told if line["outcome"] == "sent" and line["delivery"] in retried]


async def test_the_figures_tell_the_same(watched: Watched) -> None:
    place, _ = watched
    await everybody_installs(place)
    place.cloud.answer_next(refusal(429, "TooManyRequests", Retry_After="120"))
    await place.move_to("2023-08-22T09:00:30+02:00")
    paused = await figures(place)
    await place.move_to("2023-08-22T09:10:00+02:00")
    await place.chats["karin"].press(Verb.OPEN_FORM)
    await place.knock({}, {})
    after = await figures(place)

    assert paused["teams_throttled_total",] == 1
    assert paused["teams_pause_seconds",] == 90
    already = paused.get(("deliveries_total", "", "reminder", "sent"), 0)
    assert paused["outbox_messages", "later"] == 3 - already
    assert after["outbox_messages", "due"] == 0
    assert after["deliveries_total", "", "reminder", "sent"] == 3
    assert after["turns_total", Verb.OPEN_FORM, "answered"] == 1
    assert after["turned_away_total", "401"] == 1
    assert after["teams_request_seconds_count", "POST", "throttled"] >= 1
    assert after["database_up",] == 1
    assert after["token_expires_timestamp_seconds",] > 0


async def test_a_database_that_is_gone_is_a_figure_and_not_a_failure(watched: Watched) -> None:
    place, _ = watched
    async with place.house.database.writing(place.plan.tenant_id) as session:
        await session.connection.execute(text("DROP TABLE delivery"))

    assert (await figures(place))["database_up",] == 0
