"""The year: every date in sight, a round planned from the committee’s meeting, and dates that are moved."""

import asyncio
from datetime import date

import pytest

from bot.demo.chat import buttons, prefilled
from cards.verbs import Verb
from dialogs.turn import Refuse, Reply
from domain.rounds import FollowUpRound, Occasion
from storage import plans as plan_store
from storage import rounds as round_store
from tests.dialogs.parlour import Parlour, card, text

OURS = (Verb.SHOW_YEAR, Verb.ASK_ROUND, Verb.PROPOSE_ROUND, Verb.SAVE_ROUND, Verb.ASK_DATES, Verb.SAVE_DATES)
MEETING = {"occasion": "annual_accounts", "goes_from": "meeting", "meeting": "2024-02-21"}


async def rounds(parlour: Parlour) -> list[FollowUpRound]:
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        return await round_store.every(session)


async def proposed(parlour: Parlour, **inputs: str) -> Reply:
    form = await parlour.press("maja", await parlour.say("maja", "årshjul"), Verb.ASK_ROUND)
    return await parlour.press("maja", form, Verb.PROPOSE_ROUND, inputs={**MEETING, **inputs})


async def form_of(parlour: Parlour, name: str = "maja") -> Reply:
    return await parlour.press(name, await parlour.say(name, "årshjul"), Verb.ASK_DATES)


async def deeds(parlour: Parlour, deed: str) -> int:
    return sum(deed in row for row in (await parlour.everything())["audit_event"])


async def test_the_year_shows_every_day_in_order_with_what_has_been_and_what_is_next(
    parlour: Parlour,
) -> None:
    shown = text(await parlour.say("maja", "årshjul"))

    assert "Årshjul 2023" in shown
    assert "▶ tisdag 22 augusti: Öppnar för svar (i dag)" in shown
    assert "○ tisdag 12 september: Sista svarsdag" in shown
    assert shown.index(": Öppnar") < shown.index(": Sista svarsdag") < shown.index(": Stänger för svar")


async def test_the_overviews_button_leads_to_the_year_of_its_round(parlour: Parlour) -> None:
    earlier = parlour.plan.earlier_round_id

    shown = text(await parlour.send("maja", Verb.SHOW_YEAR, {"round": earlier, "unit": 0, "once": "k"}))

    assert "Årshjul 2022" in shown
    assert "✔ tisdag 20 december: Öppnar för svar (har varit)" in shown


async def test_a_round_is_planned_from_the_committees_meeting(on_each: Parlour) -> None:
    proposal = await proposed(on_each, dispatch="2024-02-13")

    receipt = await on_each.press("maja", proposal, Verb.SAVE_ROUND)

    assert "Årsbokslut 2023 är planerat" in text(receipt)
    [planned] = [each for each in await rounds(on_each) if each.reference_date == date(2023, 12, 31)]
    assert planned.occasion is Occasion.ANNUAL_ACCOUNTS
    assert planned.milestones.meeting_on == date(2024, 2, 21)
    assert planned.milestones.dispatch_on == date(2024, 2, 13)
    assert planned.escalation is not None
    assert date(2023, 12, 31) < planned.deadline < date(2024, 1, 19)
    assert await deeds(on_each, "round.planned") == 1


async def test_two_presses_at_once_plan_one_round(on_each: Parlour) -> None:
    proposal = await proposed(on_each)

    replies = await asyncio.gather(*(on_each.press("maja", proposal, Verb.SAVE_ROUND) for _ in range(2)))

    assert len([each for each in await rounds(on_each) if each.occasion is Occasion.ANNUAL_ACCOUNTS]) == 2
    assert sum(isinstance(reply, Refuse) for reply in replies) == 1
    assert await deeds(on_each, "round.planned") == 1


async def test_planning_what_is_planned_already_says_who_did_it_and_when(parlour: Parlour) -> None:
    proposal = await proposed(parlour)
    await parlour.press("maja", proposal, Verb.SAVE_ROUND)

    reply = await parlour.press("maja", proposal, Verb.SAVE_ROUND)

    assert isinstance(reply, Refuse)
    assert "Maja" in text(reply)
    assert "kl. 09.00" in text(reply)


async def test_a_proposal_that_is_not_saved_changes_nothing(parlour: Parlour) -> None:
    before = await parlour.everything()

    await proposed(parlour)

    assert await parlour.everything() == before


async def test_a_meeting_that_comes_too_early_is_warned_about_with_the_first_day_that_does(
    parlour: Parlour,
) -> None:
    proposal = text(await proposed(parlour, meeting="2024-01-10"))

    assert "svar och rapport hinner inte bli klara före sammanträdet" in proposal
    assert "Förslag: tidigast" in proposal


async def test_dates_that_collide_with_something_new_are_asked_about_once(parlour: Parlour) -> None:
    proposal = await proposed(parlour)
    before = await parlour.everything()

    question = await parlour.press("maja", proposal, Verb.SAVE_ROUND, inputs={"meeting": "2024-02-25"})

    assert await parlour.everything() == before
    assert "är ingen arbetsdag" in text(question)
    saved = await parlour.press("maja", question, Verb.SAVE_ROUND)
    assert "är planerat" in text(saved)


async def test_what_is_wrong_stands_at_its_field_with_what_was_typed(parlour: Parlour) -> None:
    proposal = await proposed(parlour)
    before = await parlour.everything()

    wrong = await parlour.press(
        "maja", proposal, Verb.SAVE_ROUND, inputs={"closes": "2024-01-01", "before": "femton"}
    )

    assert "Skriv hela tal" in text(wrong)
    assert prefilled(card(wrong).content)["before"] == "femton"
    assert prefilled(card(wrong).content)["closes"] == "2024-01-01"
    assert await parlour.everything() == before


async def test_the_first_step_asks_for_the_day_that_it_is_to_go_from(parlour: Parlour) -> None:
    form = await proposed(parlour, meeting="")

    assert "Välj en dag att utgå från." in text(form)


async def test_a_year_without_a_plan_says_what_to_do(parlour: Parlour) -> None:
    reply = await parlour.send("maja", Verb.ASK_ROUND, {"year": 2031})

    assert "Det finns ingen handlingsplan för 2031 än" in text(reply)
    assert "planfil" in text(reply)
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        assert [each.year for each in await plan_store.every(session)] == [2023]


@pytest.mark.parametrize("name", ["karin", "henrik"])
@pytest.mark.parametrize("verb", OURS)
async def test_nobody_but_a_strategist_plans_the_year(parlour: Parlour, name: str, verb: Verb) -> None:
    before = await parlour.everything(but="audit_event")
    [button] = [
        each for each in buttons(card(await form_of(parlour)).content) if each.verb == Verb.SAVE_DATES
    ]

    reply = await parlour.send(name, verb, button.data)

    assert isinstance(reply, Refuse)
    assert await parlour.everything(but="audit_event") == before


@pytest.mark.parametrize("verb", OURS)
@pytest.mark.parametrize(
    "data",
    [
        {},
        {"round": "1; drop table"},
        {"round": 10**12, "year": 10**12},
        {"year": 2023, "occasion": ["x"], "goes_from": {}},
        {"occasion": "party", "reference": "2023-12-31"},
        {"occasion": "annual_accounts", "reference": "31/12", "deadline": "x" * 100_000},
        {"round": 999, "revision": -1},
    ],
)
async def test_a_made_up_payload_changes_nothing(
    parlour: Parlour, verb: Verb, data: dict[str, object]
) -> None:
    before = await parlour.everything()

    await parlour.send("maja", verb, data)  # type: ignore[arg-type]

    assert await parlour.everything() == before
