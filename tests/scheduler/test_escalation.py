"""Some days after the deadline each unit's managers are told once what is missing."""

from datetime import date, timedelta

from domain.people import Role
from scheduler import escalation
from scheduler.deeds import DeedKind
from storage import group_roles
from tests.plans import CALENDAR, ESCALATION, OVERDUE_STEP, answer, entra_id
from tests.scheduler.stage import Stage, text_of
from tests.scheduler.test_rehearsal import grant, lead


async def told(stage: Stage, name: str) -> list[str]:
    """What the manager has been sent when the escalation has come."""
    stage.clock.set(ESCALATION)
    await escalation.run(stage.database, ESCALATION, CALENDAR)
    await stage.duties().deliver()
    return [text_of(each) for each in stage.shown_to(name)]


async def test_a_manager_is_told_once_who_is_silent_in_their_unit(stage: Stage) -> None:
    await lead(stage, "maja")

    first = await escalation.run(stage.database, ESCALATION, CALENDAR)
    again = await escalation.run(stage.database, ESCALATION, CALENDAR)
    [card] = await told(stage, "maja")

    assert [(deed.kind, deed.count) for deed in first] == [(DeedKind.MANAGERS_TOLD, 1)]
    assert again == []
    assert "Karin Ek" in card
    assert "Johan Åkerlund" not in card
    assert "3 dagar sen" in card


async def test_nobody_is_told_before_the_day(stage: Stage) -> None:
    await lead(stage, "maja")

    assert await escalation.run(stage.database, ESCALATION - timedelta(minutes=1), CALENDAR) == []


async def test_nobody_is_told_when_everything_is_answered(stage: Stage) -> None:
    await lead(stage, "maja")
    async with stage.database.writing(stage.plan.tenant_id) as session:
        for plan_activity_id in (stage.plan.solar_roofs, stage.plan.charging):
            await answer(session, stage.plan, plan_activity_id, stage.plan.karin)

    assert await told(stage, "maja") == []


async def test_what_is_answered_meanwhile_is_not_told(stage: Stage) -> None:
    await lead(stage, "maja")
    await escalation.run(stage.database, ESCALATION, CALENDAR)
    async with stage.database.writing(stage.plan.tenant_id) as session:
        for plan_activity_id in (stage.plan.solar_roofs, stage.plan.charging):
            await answer(session, stage.plan, plan_activity_id, stage.plan.karin, at=ESCALATION)

    assert await told(stage, "maja") == []


async def test_whoever_was_given_longer_is_not_told_of(stage: Stage) -> None:
    await lead(stage, "maja")
    await grant(stage, "karin", date(2023, 9, 18))

    assert await told(stage, "maja") == []


async def test_an_owner_reads_beforehand_when_the_manager_is_told(stage: Stage) -> None:
    await lead(stage, "maja")
    stage.clock.set(OVERDUE_STEP)
    await stage.duties().run()

    [card] = stage.shown_to("karin")
    assert "fredag 15 september" in text_of(card)


async def test_no_owner_is_told_of_a_manager_that_their_unit_does_not_have(stage: Stage) -> None:
    await lead(stage, "maja")
    stage.clock.set(OVERDUE_STEP)
    await stage.duties().run()

    # Johan works at the company, which nobody leads; Karin at the sector, which Maja leads.
    assert stage.shown_to("johan")
    assert not any("chef" in text_of(card) for card in stage.shown_to("johan"))
    assert any("enhetens chef" in text_of(card) for card in stage.shown_to("karin"))


async def test_a_manager_by_an_entra_group_is_as_good_as_one_by_the_plan(stage: Stage) -> None:
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await group_roles.set_members(session, Role.MANAGER, {entra_id("maja")}, stage.clock())
    stage.clock.set(OVERDUE_STEP)
    await stage.duties().run()

    assert any("enhetens chef" in text_of(card) for card in stage.shown_to("karin"))
