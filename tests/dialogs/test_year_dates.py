"""Moving the dates of a round: what it means is told before and after, and the reminders follow."""

import asyncio
from datetime import UTC, date, datetime, timedelta

from bot.demo.chat import prefilled
from cards.verbs import Verb
from dialogs.turn import Refuse, Reply
from domain.rounds import FollowUpRound, RoundState
from scheduler import reminders as reminder_ticks
from storage import rounds as round_store
from storage.tables import PersonRoleRow
from tests.dialogs.parlour import Parlour, card, text
from tests.plans import CALENDAR, SECOND_STEP


async def rounds(parlour: Parlour) -> list[FollowUpRound]:
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        return await round_store.every(session)


async def interim(parlour: Parlour) -> FollowUpRound:
    [found] = [each for each in await rounds(parlour) if each.reference_date == date(2023, 8, 31)]
    return found


async def form_of(parlour: Parlour, name: str = "maja") -> Reply:
    return await parlour.press(name, await parlour.say(name, "årshjul"), Verb.ASK_DATES)


async def deeds(parlour: Parlour, deed: str) -> int:
    return sum(deed in row for row in (await parlour.everything())["audit_event"])


async def second_strategist(parlour: Parlour) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        session.sql.add(
            PersonRoleRow(tenant_id=parlour.plan.tenant_id, person_id=parlour.plan.henrik, role="strategist")
        )
        await session.sql.flush()


async def test_moving_the_deadline_says_first_what_happens_and_then_what_happened(planned: Parlour) -> None:
    planned.at -= timedelta(days=7)
    question = await planned.press(
        "maja",
        await form_of(planned),
        Verb.SAVE_DATES,
        inputs={"deadline": "2023-09-14", "closes": "2023-09-21"},
    )
    assert (await interim(planned)).deadline == date(2023, 9, 12)
    assert "torsdag 14 september (var tisdag 12 september)" in text(question)
    assert "Påminnelser som inte längre går ut\ntisdag 22 augusti kl. 09.00" in text(question)

    receipt = await planned.press("maja", question, Verb.SAVE_DATES)

    assert "Påminnelser som är indragna\ntisdag 22 augusti kl. 09.00" in text(receipt)
    assert (await interim(planned)).deadline == date(2023, 9, 14)
    assert await deeds(planned, "round.dates_changed") == 1


async def test_the_reminders_of_an_open_round_follow_its_new_dates(on_each: Parlour) -> None:
    question = await on_each.press(
        "maja",
        await form_of(on_each),
        Verb.SAVE_DATES,
        inputs={"deadline": "2023-09-14", "closes": "2023-09-21", "before": "5, 3", "after": ""},
    )

    await on_each.press("maja", question, Verb.SAVE_DATES)

    stored = await interim(on_each)
    assert stored.deadline == date(2023, 9, 14)
    assert [step.working_days for step in stored.steps] == [-5, -3]
    assert stored.deadline_since == on_each.at
    assert stored.state is RoundState.OPEN


async def test_the_day_when_an_open_round_opened_cannot_be_moved(parlour: Parlour) -> None:
    wrong = await parlour.press(
        "maja", await form_of(parlour), Verb.SAVE_DATES, inputs={"opens": "2023-08-24"}
    )

    assert "redan öppen" in text(wrong)


async def test_of_two_strategists_the_second_sees_who_was_first_and_keeps_what_they_wrote(
    on_each: Parlour,
) -> None:
    await second_strategist(on_each)
    hers, his = await form_of(on_each), await form_of(on_each, "henrik")
    inputs = {"deadline": "2023-09-14", "closes": "2023-09-21"}
    question = await on_each.press("maja", hers, Verb.SAVE_DATES, inputs=inputs)
    await on_each.press("maja", question, Verb.SAVE_DATES)

    reply = await on_each.press("henrik", his, Verb.SAVE_DATES, inputs={"deadline": "2023-09-13"})

    assert "Maja" in text(reply)
    assert "kl. 09.00" in text(reply)
    assert "Sista svarsdag: 2023-09-13" in text(reply)
    assert prefilled(card(reply).content)["deadline"] == "2023-09-14"
    assert (await interim(on_each)).deadline == date(2023, 9, 14)


async def test_saving_twice_at_once_changes_the_dates_once(on_each: Parlour) -> None:
    inputs = {"deadline": "2023-09-14", "closes": "2023-09-21"}
    question = await on_each.press("maja", await form_of(on_each), Verb.SAVE_DATES, inputs=inputs)

    await asyncio.gather(*(on_each.press("maja", question, Verb.SAVE_DATES) for _ in range(2)))

    assert await deeds(on_each, "round.dates_changed") == 1


async def test_a_form_whose_round_has_closed_changes_nothing(parlour: Parlour) -> None:
    form = await form_of(parlour)
    await parlour.close()
    before = await parlour.everything()

    reply = await parlour.press("maja", form, Verb.SAVE_DATES, inputs={"deadline": "2023-09-14"})

    assert isinstance(reply, Refuse)
    assert "stängd" in text(reply)
    assert await parlour.everything() == before


async def test_changing_more_gives_back_what_was_typed(parlour: Parlour) -> None:
    question = await parlour.press(
        "maja", await form_of(parlour), Verb.SAVE_DATES, inputs={"meeting": "2023-10-18"}
    )

    again = await parlour.press("maja", question, Verb.ASK_DATES)

    assert prefilled(card(again).content)["meeting"] == "2023-10-18"


async def test_a_reminder_comes_on_its_new_day_and_not_on_its_old_one(on_each: Parlour) -> None:
    question = await on_each.press(
        "maja",
        await form_of(on_each),
        Verb.SAVE_DATES,
        inputs={"deadline": "2023-09-14", "closes": "2023-09-21"},
    )
    receipt = text(await on_each.press("maja", question, Verb.SAVE_DATES))
    assert "torsdag 7 september kl. 09.00" in receipt

    await reminder_ticks.run(on_each.database, SECOND_STEP, CALENDAR)
    on_the_old_day = await on_each.everything()
    await reminder_ticks.run(on_each.database, datetime(2023, 9, 7, 7, tzinfo=UTC), CALENDAR)

    assert not any("-5@2023-09-14" in row for row in on_the_old_day["reminder"])
    assert sum("-5@2023-09-14" in row for row in (await on_each.everything())["reminder"]) == 3


async def test_a_reminder_that_waits_to_be_sent_is_taken_back_and_counted(on_each: Parlour) -> None:
    await reminder_ticks.run(on_each.database, on_each.at, CALENDAR)
    question = await on_each.press(
        "maja", await form_of(on_each), Verb.SAVE_DATES, inputs={"before": "5, 3, 1"}
    )

    receipt = text(await on_each.press("maja", question, Verb.SAVE_DATES))
    await on_each.deliver()

    assert "Påminnelser som väntar på att skickas just nu tas tillbaka." in text(question)
    assert "3 meddelanden som väntade på att skickas togs tillbaka" in receipt
    assert on_each.came("karin") == []
