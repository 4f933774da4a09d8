"""A manager asks how their unit stands after the deadline."""

from cards.card import JsonValue
from cards.verbs import Verb
from dialogs.turn import Refuse, Replace
from domain.people import Role
from storage.tables import PersonRoleRow
from tests.dialogs.parlour import Parlour, text
from tests.plans import ESCALATION


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


async def test_a_unit_that_is_not_there_is_refused(parlour: Parlour) -> None:
    about = {**await led_by_karin(parlour), "unit": 4711}

    assert isinstance(await parlour.send("karin", Verb.SHOW_ESCALATION, about), Refuse)
