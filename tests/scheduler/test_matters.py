"""The clock passes on what nobody has answered in time, once, and takes back what has been overtaken."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlmodel import col

from cards.card import Card
from domain.contact import ContactPoint
from domain.matters import Matter, MatterId, MatterKind, MatterState, respond_by
from domain.rounds import RoundState
from scheduler import matters as scheduled
from scheduler.deeds import Deed, DeedKind
from storage import matter_messages, ownership
from storage import matters as matter_store
from storage import rounds as round_store
from storage.tables import PersonRow
from tests import plans
from tests.fakes.messenger import RecordingMessenger
from tests.plans import CALENDAR, FIRST_STEP
from tests.scheduler.stage import BLOCKED, Stage, text_of

A_WEEK_LATER = respond_by(FIRST_STEP, CALENDAR)


async def put(
    stage: Stage, *, kind: MatterKind = MatterKind.HANDOVER, messenger: RecordingMessenger | None = None
) -> MatterId:
    """Karin asks Johan to take the solar roofs, or for more time; the message goes out."""
    plan, at = stage.plan, stage.clock()
    is_handover = kind is MatterKind.HANDOVER
    async with stage.database.writing(plan.tenant_id) as session:
        matter_id = await matter_store.put(
            session,
            key=f"{kind.value}:1",
            kind=kind,
            state=MatterState.ASKED,
            follow_up_round_id=plan.follow_up_round_id,
            person_id=plan.karin,
            asked_by=plan.karin,
            at=at,
            plan_activity_id=plan.solar_roofs if is_handover else None,
            counterpart_id=plan.johan if is_handover else None,
            respond_by=A_WEEK_LATER if is_handover else None,
            reason="Johan leder projektet.",
        )
        assert matter_id is not None
        recipient = plan.johan if is_handover else plan.maja
        await matter_messages.send(
            session,
            matter_id,
            [recipient],
            "asked",
            follow_up_round_id=plan.follow_up_round_id,
            at=at,
            not_before=at,
        )
    await stage.duties(messenger).deliver()
    return matter_id


class SettlesOnTheWay(RecordingMessenger):
    """While the first message is on its way, Karin takes her question back."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.first: Card | None = None
        self._stage = stage

    async def send(self, contact: ContactPoint, card: Card) -> str:
        self.first = card
        self._stage.clock.set(self._stage.clock() + timedelta(seconds=1))
        async with self._stage.database.writing(self._stage.plan.tenant_id) as session:
            for matter in await matter_store.every_open(session):
                await matter_store.settle(session, matter, MatterState.WITHDRAWN, self._stage.clock())
                await matter_messages.redraw(session, matter, self._stage.clock())
        return await self._stage.messenger.send(contact, card)

    async def update(self, contact: ContactPoint, message_id: str, card: Card) -> None:
        await self._stage.messenger.update(contact, message_id, card)


async def tick(stage: Stage, at: datetime) -> list[Deed]:
    """The clock shows that, and looks."""
    stage.clock.set(at)
    return await scheduled.run(stage.database, at, CALENDAR)


async def now(stage: Stage, matter_id: MatterId) -> Matter:
    """The matter as it is stored."""
    async with stage.database.reading(stage.plan.tenant_id) as session:
        found = await matter_store.find(session, matter_id)
    assert found is not None
    return found


async def test_the_question_goes_out_and_waits(stage: Stage) -> None:
    matter_id = await put(stage)

    assert await tick(stage, A_WEEK_LATER - timedelta(minutes=1)) == []
    assert (await now(stage, matter_id)).state is MatterState.ASKED
    assert "Jag tar över" in text_of(stage.shown_to("johan")[-1])


async def test_after_five_working_days_the_strategists_are_asked_once(stage: Stage) -> None:
    await put(stage)

    first = await tick(stage, A_WEEK_LATER)
    again = await tick(stage, A_WEEK_LATER + timedelta(minutes=1))
    await stage.deliver(A_WEEK_LATER + timedelta(minutes=2))

    assert first == [Deed(kind=DeedKind.MATTERS_PASSED_ON, count=1, at=A_WEEK_LATER)]
    assert again == []
    assert len(stage.shown_to("maja")) == 1
    assert "Vem ska ansvara?" in text_of(stage.shown_to("maja")[-1])


async def test_two_replicas_ask_the_strategists_once(stage: Stage) -> None:
    await put(stage)
    stage.clock.set(A_WEEK_LATER)

    await asyncio.gather(*(scheduled.run(stage.database, A_WEEK_LATER, CALENDAR) for _ in range(2)))
    await stage.deliver()

    assert len(stage.shown_to("maja")) == 1


async def test_when_whoever_was_asked_leaves_the_plan_nobody_waits_for_them(stage: Stage) -> None:
    matter_id = await put(stage)
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await session.change(PersonRow, col(PersonRow.id) == stage.plan.johan, is_removed=True)

    await tick(stage, FIRST_STEP + timedelta(hours=1))

    assert (await now(stage, matter_id)).state is MatterState.WITH_STRATEGIST


async def test_a_question_that_never_reached_anybody_goes_on_at_once(stage: Stage) -> None:
    stage.messenger.refuse(plans.entra_id("johan"), BLOCKED)
    matter_id = await put(stage)

    await tick(stage, FIRST_STEP + timedelta(minutes=5))
    await stage.deliver()

    assert (await now(stage, matter_id)).state is MatterState.WITH_STRATEGIST
    assert "Vem ska ansvara?" in text_of(stage.shown_to("maja")[-1])


@pytest.mark.parametrize("what", ["another owner", "out of the plan"])
async def test_what_has_been_overtaken_is_taken_back_and_its_card_says_so(stage: Stage, what: str) -> None:
    matter_id = await put(stage)
    async with stage.database.writing(stage.plan.tenant_id) as session:
        if what == "another owner":
            await ownership.move(
                session, stage.plan.solar_roofs, owner=stage.plan.karin, successor=stage.plan.henrik
            )
        else:
            await plans.take_out(session, stage.plan.solar_roofs)

    await tick(stage, FIRST_STEP + timedelta(hours=1))
    await stage.deliver()

    assert (await now(stage, matter_id)).state is MatterState.WITHDRAWN
    assert "Frågan gäller inte längre" in text_of(stage.shown_to("johan")[-1])
    assert len(stage.shown_to("johan")) == 1


async def test_a_request_for_time_ends_when_the_round_closes(stage: Stage) -> None:
    matter_id = await put(stage, kind=MatterKind.MORE_TIME)
    assert await tick(stage, FIRST_STEP + timedelta(hours=1)) == []
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await round_store.change_state(session, stage.plan.follow_up_round, RoundState.CLOSED)

    await tick(stage, FIRST_STEP + timedelta(hours=2))
    await stage.deliver()

    assert (await now(stage, matter_id)).state is MatterState.WITHDRAWN
    assert "Uppföljningen stängde innan" in text_of(stage.shown_to("maja")[-1])


async def test_the_clock_of_the_demo_stops_when_a_question_goes_on(stage: Stage) -> None:
    await put(stage)
    stage.clock.set(A_WEEK_LATER - timedelta(minutes=5))

    assert await stage.duties().next_due() == A_WEEK_LATER


async def test_a_plan_tick_passes_questions_on(stage: Stage) -> None:
    matter_id = await put(stage)
    stage.clock.set(A_WEEK_LATER)

    await stage.duties().plan()

    assert (await now(stage, matter_id)).state is MatterState.WITH_STRATEGIST


async def test_a_question_that_was_settled_while_it_was_on_its_way_says_so(stage: Stage) -> None:
    messenger = SettlesOnTheWay(stage)
    await put(stage, messenger=messenger)

    await stage.deliver()

    assert "Jag tar över" in text_of(messenger.first or "")
    assert "Frågan gäller inte längre" in text_of(stage.shown_to("johan")[-1])
    assert len(stage.shown_to("johan")) == 1


async def test_a_message_about_a_matter_is_redrawn_where_it_stands(stage: Stage) -> None:
    matter_id = await put(stage)
    async with stage.database.writing(stage.plan.tenant_id) as session:
        matter = await matter_store.find(session, matter_id)
        assert matter is not None
        await matter_store.settle(session, matter, MatterState.WITHDRAWN, stage.clock())
        await matter_messages.redraw(session, matter, stage.clock())

    await stage.deliver()

    assert len(stage.shown_to("johan")) == 1
    assert "Jag tar över" not in text_of(stage.shown_to("johan")[-1])
