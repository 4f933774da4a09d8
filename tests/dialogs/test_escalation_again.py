"""What a moved deadline and an absent manager mean for who is told of whom, on both databases."""

from datetime import UTC, date, datetime

from sqlmodel import col

from cards.verbs import Verb
from dialogs.turn import Replace, Reply
from scheduler import escalation as escalation_ticks
from scheduler import reminders as reminder_ticks
from storage import deadlines
from storage import rounds as round_store
from storage.tables import PersonRow
from tests import plans
from tests.dialogs.matters import fates_of_reminders, heard, steps_noted
from tests.dialogs.parlour import Parlour, text
from tests.dialogs.test_escalation import led_by_karin
from tests.dialogs.test_steering import manage, previewed

NEW_DEADLINE = date(2023, 9, 26)
# Three working days after the new last day, at nine.
NEW_ESCALATION = datetime(2023, 9, 29, 7, tzinfo=UTC)
NEW_STEP_BEFORE = datetime(2023, 9, 25, 7, tzinfo=UTC)
WHO_IS_SILENT = "svar saknas från Sektor samhällsbyggnad"


async def escalated(parlour: Parlour, at: datetime) -> int:
    """The clock comes to that time; how often Karin, who leads the sector, has been told by then."""
    parlour.at = at
    await escalation_ticks.run(parlour.database, at, plans.CALENDAR)
    await parlour.deliver()
    return heard(parlour, "karin").count(WHO_IS_SILENT)


async def extended(parlour: Parlour) -> None:
    """Everybody has until 26 September."""
    await parlour.press("maja", await previewed(parlour), Verb.EXTEND_ROUND)


async def give_karin(parlour: Parlour, day: str) -> Reply:
    """Karin alone has longer."""
    form = await parlour.press("maja", await manage(parlour), Verb.ASK_EXTEND_ONE)
    inputs = {"person": str(parlour.plan.karin), "day": day}
    return await parlour.press("maja", form, Verb.EXTEND_ONE, inputs=inputs)


async def own_deadlines(parlour: Parlour) -> list[date]:
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        follow_up_round = await round_store.find(session, parlour.plan.follow_up_round_id)
        assert follow_up_round is not None
        return [own.day for own in (await deadlines.own(session, follow_up_round)).values()]


async def test_a_round_that_is_given_longer_escalates_anew_after_its_new_deadline(on_each: Parlour) -> None:
    await led_by_karin(on_each)
    assert await escalated(on_each, plans.ESCALATION) == 1

    await extended(on_each)

    assert await escalated(on_each, datetime(2023, 9, 28, 7, tzinfo=UTC)) == 1
    assert await escalated(on_each, NEW_ESCALATION) == 2
    assert await escalated(on_each, NEW_ESCALATION) == 2


async def test_a_round_that_is_given_longer_in_time_escalates_once(on_each: Parlour) -> None:
    await led_by_karin(on_each)
    on_each.at = plans.THIRD_STEP
    await extended(on_each)

    assert await escalated(on_each, plans.ESCALATION) == 0
    assert await escalated(on_each, NEW_ESCALATION) == 1


async def test_an_escalation_that_waits_is_not_sent_when_the_round_is_given_longer(on_each: Parlour) -> None:
    await led_by_karin(on_each)
    await escalation_ticks.run(on_each.database, plans.ESCALATION, plans.CALENDAR)
    await extended(on_each)

    await on_each.deliver()

    assert WHO_IS_SILENT not in heard(on_each, "karin")
    assert await escalated(on_each, NEW_ESCALATION) == 1


async def test_a_stand_in_for_an_absent_manager_reads_whose_unit_it_is(on_each: Parlour) -> None:
    about = await led_by_karin(on_each)
    async with on_each.database.writing(on_each.plan.tenant_id) as session:
        await session.change(
            PersonRow,
            col(PersonRow.id) == on_each.plan.karin,
            absent_from=date(2023, 9, 11),
            absent_to=date(2023, 9, 22),
            deputy_id=on_each.plan.johan,
        )

    await escalated(on_each, plans.ESCALATION)

    told = heard(on_each, "johan")
    assert WHO_IS_SILENT in told
    assert "Du får det här för att du ersätter Karin Ek." in told
    assert WHO_IS_SILENT not in heard(on_each, "karin")
    assert isinstance(await on_each.send("johan", Verb.SHOW_ESCALATION, about), Replace)


async def test_an_own_deadline_gives_way_to_a_later_one_for_everybody(on_each: Parlour) -> None:
    await give_karin(on_each, "2023-09-18")
    assert await own_deadlines(on_each) == [date(2023, 9, 18)]

    await extended(on_each)

    assert await own_deadlines(on_each) == []
    assert "svara senast tisdag 26 september" in text(await on_each.say("karin", "mina aktiviteter"))


async def test_a_reminder_by_an_own_deadline_that_gave_way_is_not_sent(on_each: Parlour) -> None:
    await give_karin(on_each, "2023-09-15")
    on_each.at = datetime(2023, 9, 14, 7, tzinfo=UTC)
    await reminder_ticks.run(on_each.database, on_each.at, plans.CALENDAR)
    assert await steps_noted(on_each, "karin") == ["-1@2023-09-15"]

    await extended(on_each)
    await on_each.deliver()
    assert await fates_of_reminders(on_each, "karin") == ["cancelled"]
    on_each.at = NEW_STEP_BEFORE
    await reminder_ticks.run(on_each.database, on_each.at, plans.CALENDAR)

    assert await steps_noted(on_each, "karin") == ["-1@2023-09-15", "-1@2023-09-26"]


async def test_an_own_deadline_that_is_later_still_stays(on_each: Parlour) -> None:
    await give_karin(on_each, "2023-09-19")
    on_each.at = plans.THIRD_STEP

    form = await on_each.press("maja", await manage(on_each), Verb.ASK_EXTEND)
    preview = await on_each.press("maja", form, Verb.PREVIEW_EXTEND, inputs={"day": "2023-09-14"})
    await on_each.press("maja", preview, Verb.EXTEND_ROUND)

    assert await own_deadlines(on_each) == [date(2023, 9, 19)]
    assert "svara senast tisdag 19 september" in text(await on_each.say("karin", "mina aktiviteter"))
