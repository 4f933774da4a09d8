"""A visitor is looked up at every request, and a role by Entra group counts there as in the chat."""

from datetime import timedelta

from dialogs.desk import Desk
from dialogs.pages.visiting import Reception, Visitor
from domain.people import PersonId, TenantId
from tests.dialogs.parlour import Parlour
from tests.dialogs.test_rights import DIRECTOR_GROUP, with_lists
from tests.plans import CALENDAR, entra_id


async def visitor(parlour: Parlour, name: str) -> Visitor | None:
    """Whoever has that Entra object id, as Teams says it."""
    return await _reception(parlour).by_user(
        parlour.plan.tenant_id, entra_id(name), parlour.at, parlour.at + timedelta(minutes=30)
    )


async def test_a_role_by_group_lets_somebody_read_and_its_loss_shuts_them_out(parlour: Parlour) -> None:
    lists = with_lists(parlour)
    lists.put("karin", DIRECTOR_GROUP)

    inside = await visitor(parlour, "karin")
    lists.take_out("karin", DIRECTOR_GROUP)
    parlour.at += timedelta(minutes=1)
    outside = await visitor(parlour, "karin")

    assert inside is not None
    assert outside is not None
    assert (inside.may_read, outside.may_read) == (True, False)


async def test_whoever_is_not_in_the_plan_or_of_another_municipality_is_nobody(parlour: Parlour) -> None:
    reception, until = _reception(parlour), parlour.at + timedelta(minutes=30)
    elsewhere = TenantId("99999999-2222-4333-8444-555555555555")

    assert await reception.by_id(parlour.plan.tenant_id, PersonId(999), parlour.at, until) is None
    assert await reception.by_id(elsewhere, parlour.plan.henrik, parlour.at, until) is None
    assert await reception.by_user(elsewhere, entra_id("henrik"), parlour.at, until) is None


def _reception(parlour: Parlour) -> Reception:
    desk = Desk(database=parlour.database, calendar=CALENDAR, messenger=parlour.messenger, wake=lambda: None)
    return Reception(desk=desk, rights=parlour.rights)
