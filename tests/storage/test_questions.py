"""Questions back as they are stored: who has been reached, whose list they are on, and their history."""

from datetime import timedelta

import pytest
from sqlmodel import col

from domain.deliveries import Fate
from domain.matters import MatterId, MatterKind, MatterState
from domain.people import PersonId
from domain.plan import PlanActivityId
from storage import matter_messages
from storage import matters as matter_store
from storage import questions as question_store
from storage.database import Database, TenantSession
from storage.questions import Shelf
from storage.tables import DeliveryRow, MatterRow, PlanActivityRow
from tests import plans
from tests.plans import FIRST_STEP as AT
from tests.plans import SmallPlan


async def ask(
    session: TenantSession,
    plan: SmallPlan,
    *,
    about: PlanActivityId | None = None,
    by: PersonId | None = None,
    state: MatterState = MatterState.ASKED,
    number: int = 1,
) -> MatterId:
    """Henrik, or another, asks Karin; a message goes to each who owns the activity."""
    asker = by or plan.henrik
    matter_id = await matter_store.put(
        session,
        key=f"question:{number}",
        kind=MatterKind.QUESTION,
        state=state,
        follow_up_round_id=plan.follow_up_round_id,
        plan_activity_id=about or plan.solar_roofs,
        person_id=asker,
        counterpart_id=plan.karin,
        asked_by=asker,
        reason=f"Fråga {number}?",
        at=AT + timedelta(minutes=number),
    )
    assert matter_id is not None
    return matter_id


async def sent(session: TenantSession, plan: SmallPlan, question: MatterId, **fates: Fate) -> None:
    """A message about the question to each of these people has come to that."""
    for name, fate in fates.items():
        person_id = plan.person_id(name)
        await matter_messages.send(
            session,
            question,
            [person_id],
            "asked",
            follow_up_round_id=plan.follow_up_round_id,
            at=AT,
            not_before=AT,
        )
        await session.change(DeliveryRow, col(DeliveryRow.person_id) == person_id, fate=fate.value)


@pytest.mark.parametrize(
    ("fates", "is_lost"),
    [
        ({"karin": Fate.SENT}, False),
        ({"karin": Fate.GIVEN_UP}, True),
        ({"karin": Fate.GIVEN_UP, "johan": Fate.WAITING}, False),
        ({"karin": Fate.GIVEN_UP, "johan": Fate.GIVEN_UP}, True),
        ({"karin": Fate.GIVEN_UP, "henrik": Fate.SENT}, True),
    ],
)
async def test_a_question_is_lost_when_no_owner_has_been_or_will_be_reached(
    database: Database, plan: SmallPlan, fates: dict[str, Fate], *, is_lost: bool
) -> None:
    async with database.writing(plan.tenant_id) as session:
        question = await ask(session, plan)
        await sent(session, plan, question, **fates)

        assert (question in await question_store.not_reached(session, [question])) is is_lost


async def test_one_s_own_stand_first_then_the_unanswered_and_the_latest(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        others = [await ask(session, plan, by=plan.maja, number=each) for each in (1, 2)]
        replied = await ask(session, plan, state=MatterState.REPLIED, number=3)
        waiting = await ask(session, plan, number=4)
        await ask(session, plan, state=MatterState.WITHDRAWN, number=5)
        everybodys = Shelf(reader=plan.henrik, everybodys=True)

        found = await question_store.page(session, everybodys, first=0, many=9)
        second = await question_store.page(session, everybodys, first=1, many=1)

        assert [each.matter_id for each in found] == [waiting, replied, *others[::-1]]
        assert [each.matter_id for each in second] == [replied]
        assert await question_store.number(session, everybodys) == 4
        assert await question_store.number_open(session, plan.follow_up_round_id) == 3


async def test_those_who_own_it_and_whoever_stands_in_have_it_on_their_lists(
    database: Database, plan: SmallPlan
) -> None:
    async with database.writing(plan.tenant_id) as session:
        await ask(session, plan)
        await plans.add_co_owner(session, plan.solar_roofs, plan.johan)
        shelves = {
            "owner": Shelf(reader=plan.karin),
            "co-owner": Shelf(reader=plan.johan),
            "deputy": Shelf(reader=plan.amina, of_others=[plan.karin]),
            "another": Shelf(reader=plan.amina),
            "asker": Shelf(reader=plan.henrik),
            "asker in another round": Shelf(reader=plan.henrik, follow_up_round_id=plan.earlier_round_id),
        }

        found = {name: await question_store.number(session, shelf) for name, shelf in shelves.items()}

        assert found == {
            "owner": 1, "co-owner": 1, "deputy": 1, "another": 0, "asker": 1, "asker in another round": 0
        }  # fmt: skip


async def test_the_history_has_the_questions_of_the_years_before(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        before = await ask(session, plan, about=plan.charging, state=MatterState.REPLIED, number=1)
        await session.change(
            MatterRow, col(MatterRow.id) == before, reply="Ja.", settled_by=plan.karin, settled_at=AT
        )
        now = await ask(session, plan, number=2)
        await session.change(
            PlanActivityRow, col(PlanActivityRow.id) == plan.solar_roofs, continues_id=plan.charging
        )

        told = await question_store.of_history(session, plan.solar_roofs)
        listed = await question_store.about(session, plan.follow_up_round_id, [plan.solar_roofs, plan.meals])

        assert [each.matter.matter_id for each in told] == [before, now]
        assert told[0].replied_by == told[0].asked_of == "Karin Ek"
        assert {key: [each.matter.matter_id for each in found] for key, found in listed.items()} == {
            plan.solar_roofs: [now]
        }
