"""A manager asks how their unit stands after the deadline."""

from cards.card import JsonValue
from cards.verbs import Verb
from dialogs.turn import Refuse, Replace
from domain.people import Role
from scheduler import escalation as scheduled
from storage.tables import AuditEventRow, PersonRoleRow
from tests.dialogs.parlour import Parlour, text
from tests.plans import CALENDAR, ESCALATION


async def led_by_karin(parlour: Parlour) -> dict[str, JsonValue]:
    """Karin leads the sector, and the escalation has come; what her button carries."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        row = {"person_id": parlour.plan.karin, "role": Role.MANAGER.value}
        await session.insert_new(PersonRoleRow, [row])
    parlour.at = ESCALATION
    return {"round": parlour.plan.follow_up_round_id, "unit": parlour.plan.sector_id}


async def test_a_manager_sees_who_is_silent_now(parlour: Parlour) -> None:
    about = await led_by_karin(parlour)

    told = await parlour.send("karin", Verb.SHOW_ESCALATION, about)

    assert isinstance(told, Replace)
    assert "1.1 Solceller på fem skoltak" in text(told)


async def test_another_unit_is_not_theirs_to_see(parlour: Parlour) -> None:
    about = {**await led_by_karin(parlour), "unit": parlour.plan.company_id}

    assert isinstance(await parlour.send("karin", Verb.SHOW_ESCALATION, about), Refuse)


async def test_an_owner_may_not_see_a_whole_unit(parlour: Parlour) -> None:
    about = await led_by_karin(parlour)

    assert isinstance(await parlour.send("johan", Verb.SHOW_ESCALATION, about), Refuse)


async def test_who_tries_to_see_another_unit_is_noted(parlour: Parlour) -> None:
    about = {**await led_by_karin(parlour), "unit": parlour.plan.company_id}

    await parlour.send("karin", Verb.SHOW_ESCALATION, about)

    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        noted = (await session.sql.exec(session.rows(AuditEventRow))).all()[-1]
    assert (noted.deed, noted.subject) == (
        "role.refused",
        f"verb:escalation.show:unit:{parlour.plan.company_id}",
    )
    assert noted.actor_id == parlour.plan.karin


async def test_the_ledger_tells_which_manager_was_told_and_leads_to_the_unit(on_each: Parlour) -> None:
    await led_by_karin(on_each)
    await scheduled.run(on_each.database, on_each.at, CALENDAR)
    await on_each.deliver()

    ledger = await on_each.send("maja", Verb.SHOW_DELIVERIES, {"round": on_each.plan.follow_up_round_id})
    unit = await on_each.press("maja", ledger, Verb.SHOW_ESCALATION)

    assert "Karin Ek\nSektor samhällsbyggnad\nFick veta kl. 09.00." in text(ledger)
    assert "Enheter utan chef (1)\nTunabyggen" in text(ledger)
    assert "1.1 Solceller på fem skoltak" in text(unit)
    assert isinstance(await on_each.press("maja", unit, Verb.SHOW_DELIVERIES), Replace)


async def test_a_manager_is_led_to_no_ledger(parlour: Parlour) -> None:
    told = await parlour.send("karin", Verb.SHOW_ESCALATION, await led_by_karin(parlour))

    assert "Till utskicken" not in text(told)


async def test_a_unit_that_is_not_there_is_refused(parlour: Parlour) -> None:
    about = {**await led_by_karin(parlour), "unit": 4711}

    assert isinstance(await parlour.send("karin", Verb.SHOW_ESCALATION, about), Refuse)
