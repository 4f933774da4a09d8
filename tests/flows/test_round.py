"""A whole round over HTTP in the production profile: from the first hello to the director's summary."""

from cards.verbs import Verb
from tests.flows.login_server import BOT_TOKEN
from tests.flows.town import Town
from tests.shown import said, typed
from tests.stored import answers

FORM = {"progress": "delayed", "percent": "30", "next_step": "Beställ i oktober."}
REASON = {
    "obstacle_kind": "procurement",
    "obstacle_text": "Upphandlingen är överklagad.",
    "new_end": "2024-03-01",
}


async def everybody_installs(town: Town) -> None:
    for chat in town.chats.values():
        await chat.install()


async def karin_answers(town: Town) -> None:
    """One activity is unchanged; the other takes the form, which first lacks a reason."""
    karin = town.chats["karin"]
    await karin.press(Verb.REPEAT_ANSWER)
    await karin.press(Verb.OPEN_FORM)
    await karin.press(Verb.SAVE_ANSWER, inputs=FORM)
    assert typed(karin.latest)["next_step"] == FORM["next_step"]
    await karin.press(Verb.SAVE_ANSWER, inputs=REASON)
    assert "Alla 2 aktiviteter är besvarade" in said(karin.latest)


async def johan_answers_for_amina(town: Town) -> None:
    johan = town.chats["johan"]
    for_amina = next(
        message_id for message_id, card in johan.shown.items() if "1. En växtbaserad rätt" in said(card)
    )
    await johan.press(Verb.REPEAT_ANSWER, message_id=for_amina)


async def maja_nudges_twice_in_a_hurry(town: Town) -> None:
    maja = town.chats["maja"]
    await maja.say("läge")
    await maja.press(Verb.ASK_NUDGE)
    question = maja.latest
    assert "Johan Åkerlund" in said(question)
    assert "Karin Ek" not in said(question)
    for _ in range(2):
        await maja.press(Verb.NUDGE, card=question)
        assert "1 person får en påminnelse" in said(maja.latest)


async def to_the_first_reminder(town: Town) -> None:
    await everybody_installs(town)
    await town.move_to("2023-08-22T09:00:00+02:00")


async def through_everything(town: Town) -> None:
    await to_the_first_reminder(town)
    await karin_answers(town)
    await johan_answers_for_amina(town)
    await town.move_to("2023-09-08T10:00:00+02:00")
    await maja_nudges_twice_in_a_hurry(town)
    await town.move_to("2023-09-19T16:00:00+02:00")


async def test_everybody_is_welcomed_once(place: Town) -> None:
    await everybody_installs(place)

    assert sorted(each.name for each in place.cloud.arrivals) == sorted(place.chats)


async def test_the_first_reminder_reaches_owners_and_whoever_stands_in(place: Town) -> None:
    await to_the_first_reminder(place)

    reminded = [each.name for each in place.cloud.arrivals[len(place.chats) :]]
    assert sorted(reminded) == ["johan", "johan", "karin"]
    assert "Amina Yusuf är borta" in "".join(place.came_to("johan"))


async def test_every_reminder_comes_exactly_once_and_to_nobody_who_has_answered(on_each: Town) -> None:
    await through_everything(on_each)

    welcome, answered_at_once = 1, 1
    steps_for_johan_alone, nudge, for_amina = 4, 1, 1
    assert len(on_each.came_to("karin")) == welcome + answered_at_once
    assert len(on_each.came_to("johan")) == welcome + steps_for_johan_alone + nudge + for_amina
    assert len(on_each.came_to("amina")) == welcome


async def test_a_round_that_closes_sends_the_director_the_whole_truth(on_each: Town) -> None:
    await through_everything(on_each)

    summary = said(on_each.chats["henrik"].latest)
    assert len(on_each.came_to("henrik")) == 2
    assert "3 av 4" in summary
    assert "Upphandlingen är överklagad." in summary


async def test_all_that_was_answered_is_stored(place: Town) -> None:
    await through_everything(place)

    plan = place.plan
    saved = [
        (row.plan_activity_id, row.answered_by, row.progress, row.unchanged)
        for row in await answers(place.house.database, plan.tenant_id)
        if row.follow_up_round_id == plan.follow_up_round_id
    ]
    assert saved == [
        (plan.solar_roofs, plan.karin, "on_track", True),
        (plan.charging, plan.karin, "delayed", False),
        (plan.meals, plan.johan, "delayed", True),
    ]


async def test_afterwards_everything_is_quiet(place: Town) -> None:
    await through_everything(place)
    before = len(place.cloud.heard)

    await place.move_to("2023-12-20T09:00:00+01:00")

    assert len(place.cloud.heard) == before


async def test_the_card_that_was_answered_is_redrawn_where_it_stands(place: Town) -> None:
    await to_the_first_reminder(place)
    karin = place.chats["karin"]
    message_id = next(reversed(karin.shown))

    await karin_answers(place)
    karin.shown[message_id] = {}
    await place.move_to("2023-08-22T09:00:10+02:00")

    assert "Alla 2 aktiviteter är besvarade" in said(karin.shown[message_id])


async def test_everything_that_is_sent_carries_the_bots_own_token(place: Town) -> None:
    await through_everything(place)

    assert {each.authorization for each in place.cloud.heard} == {f"Bearer {BOT_TOKEN}"}
    assert {each.host for each in place.cloud.heard} == {"smba.trafficmanager.net"}
    assert [asked["grant_type"] for asked in place.login.asked] == ["client_credentials"]


async def test_no_transaction_is_open_while_the_network_is(on_each: Town) -> None:
    await through_everything(on_each)

    assert on_each.transactions_while_sending
    assert set(on_each.transactions_while_sending) == {0}


async def test_in_production_nobody_moves_the_clock(place: Town) -> None:
    async with place.client.post("/dev/clock", json={"advance": "P7D"}) as answer:
        assert answer.status == 404
