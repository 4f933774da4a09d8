"""Each kind of data goes when its time is over, and not before; nothing else goes with it."""

import asyncio
import json
from datetime import datetime, timedelta

import pytest
from sqlmodel import col

from domain.answers import AnswerId
from domain.brought import Service
from domain.contact import ContactPoint
from domain.retention import SEEN_TO, DataKind, RetentionRules
from domain.rounds import RoundState
from scheduler.retention import Retention
from scheduler.upkeep import Upkeep
from storage import audit, audit_chain, audit_verification
from storage import brought as brought_store
from storage import contacts as contact_store
from storage import rounds as round_store
from storage.brought import Remembered
from storage.database import Database
from storage.retention import carrying_out, days
from storage.retention.sweeps import ARCHIVED
from storage.tables import (
    AnswerRow,
    DeliveryRow,
    FollowUpRoundRow,
    MatterRow,
    PersonRow,
    ReminderRow,
    RetentionRunRow,
)
from tests import one_of_each
from tests.plans import CALENDAR, INTERIM_CLOSES, SmallPlan, answer
from tests.stored import Stored, stored

MARK = "[gallrat]"
DAYS = 100
NIGHT = INTERIM_CLOSES + timedelta(days=DAYS, hours=12)
EVENING_BEFORE = INTERIM_CLOSES + timedelta(days=DAYS - 1)
RULES = RetentionRules(days=dict.fromkeys(SEEN_TO, DAYS))


def retention(database: Database, rules: RetentionRules = RULES) -> Retention:
    return Retention(database=database, calendar=CALENDAR, rules=rules, mark=MARK)


@pytest.fixture
async def full(database: Database, plan: SmallPlan) -> SmallPlan:
    """Something of every kind, as old as the round that closed."""
    at = INTERIM_CLOSES
    async with database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.travel, plan.johan)
        saved = (await session.sql.exec(session.rows(AnswerRow).order_by(col(AnswerRow.id).desc()))).first()
        assert saved is not None
        remembered = Remembered(answer_id=AnswerId(saved.id or 0), fingerprint="f")
        service = Service(client_id="c", name="Stratsys")
        await brought_store.remember(session, service, "S-1", plan.follow_up_round_id, remembered)
        await round_store.change_state(session, plan.follow_up_round, RoundState.CLOSED)
        await one_of_each.write(session, plan, "karin", "Åsa är sjuk", at)
        await session.change(PersonRow, col(PersonRow.id) == plan.johan, is_removed=True)
        await session.change(
            PersonRow, col(PersonRow.id) == plan.karin, directory_state="left", directory_checked_at=at
        )
        await contact_store.learn(session, stranger(plan), at)
        await audit.record(session, deed="answer.saved", subject="plan_activity:1", at=at)
    await audit_chain.link_new(database, plan.tenant_id)
    return plan


def stranger(plan: SmallPlan) -> ContactPoint:
    return ContactPoint(
        tenant_id=plan.tenant_id,
        entra_object_id="stranger",
        service_url="https://smba.trafficmanager.net/emea/",
        conversation_id="a:stranger",
    )


def gone(before: Stored, after: Stored) -> dict[str, int]:
    return {
        table: len(before[table]) - len(after[table])
        for table in before
        if len(after[table]) < len(before[table])
    }


async def archived(database: Database, plan: SmallPlan, at: datetime) -> None:
    async with database.writing(plan.tenant_id) as session:
        subject = f"round:{plan.follow_up_round_id}"
        await audit.record(session, deed=ARCHIVED, subject=subject, at=at)


async def test_nothing_goes_before_its_time(database: Database, full: SmallPlan) -> None:
    before = await stored(database, full.tenant_id)
    never = dict.fromkeys(SEEN_TO, 0)

    await retention(database).see_to(full.tenant_id, INTERIM_CLOSES + timedelta(days=2))
    await retention(database, RetentionRules(days=never)).see_to(full.tenant_id, NIGHT)

    after = await stored(database, full.tenant_id)
    # Amina came back two days earlier than Karin's absence would have been forgotten.
    assert gone(before, after) == {}


async def test_each_kind_goes_when_its_time_is_over(database: Database, full: SmallPlan) -> None:
    before = await stored(database, full.tenant_id)

    counts, is_whole = await retention(database).see_to(full.tenant_id, NIGHT)

    after = await stored(database, full.tenant_id)
    assert is_whole
    assert gone(before, after) == {
        "draft": 1,
        "delivery": 1,
        "letter": 1,
        "living_message": 1,
        "reminder": 1,
        "contact_point": 2,
        "installation": 1,
        "audit_link": 1,
    }
    assert counts == {
        "absence": 1,
        "audit": 1,
        "contacts": 1,
        "directory": 1,
        "drafts": 1,
        "installations": 1,
        "matters": 1,
        "messages": 4,
        "strangers": 1,
    }


async def test_what_was_written_in_a_matter_goes_and_that_it_was_asked_stays(
    database: Database, full: SmallPlan
) -> None:
    await retention(database).see_to(full.tenant_id, NIGHT)

    async with database.reading(full.tenant_id) as session:
        matter = (await session.sql.exec(session.rows(MatterRow))).one()
    assert (matter.reason, matter.reply, matter.state) == (MARK, MARK, "granted")


async def test_answers_go_only_when_their_round_has_been_archived(
    database: Database, full: SmallPlan
) -> None:
    before = await stored(database, full.tenant_id)
    await retention(database).see_to(full.tenant_id, NIGHT)
    kept = await stored(database, full.tenant_id)

    await archived(database, full, NIGHT)
    await retention(database).see_to(full.tenant_id, NIGHT)

    after = await stored(database, full.tenant_id)
    assert [len(kept[table]) for table in ("answer", "seal")] == [len(before["answer"]), 1]
    assert len(after["answer"]) == len(before["answer"]) - 1
    assert [after[table] for table in ("seal", "report_document", "brought_answer")] == [[], [], []]


async def test_the_preview_counts_what_then_goes_and_changes_nothing(
    database: Database, full: SmallPlan
) -> None:
    before = await stored(database, full.tenant_id)
    async with database.reading(full.tenant_id) as session:
        found = await carrying_out.preview(session, RULES, NIGHT, MARK)

    assert await stored(database, full.tenant_id) == before
    counts, _ = await retention(database).see_to(full.tenant_id, NIGHT)
    assert {aged.kind.value: aged.count for aged in found if aged.count} == counts
    assert {aged.oldest for aged in found if aged.kind is DataKind.DRAFTS} == {INTERIM_CLOSES}


async def test_the_trail_holds_after_its_oldest_events_have_gone(database: Database, full: SmallPlan) -> None:
    await Upkeep(database=database, clock=lambda: NIGHT, retention=retention(database)).run()

    found = await audit_verification.verify(database, full.tenant_id)

    assert str(found).startswith("3:")  # the removed event, the checkpoint, and what the retention did
    after = await stored(database, full.tenant_id)
    assert len(after["audit_checkpoint"]) == 1
    assert json.loads(after["audit_event"][-1][-1])["counts"]["drafts"] == 1


async def test_a_night_is_seen_to_once_however_many_replicas_there_are(
    database: Database, full: SmallPlan
) -> None:
    other = Database(database.url)
    ours, theirs = retention(database), retention(other)

    early = await ours.of_the_day(full.tenant_id, (NIGHT - timedelta(days=1)).replace(hour=23))
    at_once = await asyncio.gather(*(each.of_the_day(full.tenant_id, NIGHT) for each in (ours, theirs) * 3))
    again = await theirs.of_the_day(full.tenant_id, NIGHT + timedelta(minutes=1))
    tomorrow = await theirs.of_the_day(full.tenant_id, NIGHT + timedelta(days=1))
    await other.close()

    assert sum(counts is not None for counts in at_once) == 1
    assert (early, again, tomorrow) == (None, None, {})


async def test_a_night_that_a_dead_process_had_begun_is_taken_over_after_an_hour(
    database: Database, full: SmallPlan
) -> None:
    day = CALENDAR.local_day(NIGHT)
    async with database.writing(full.tenant_id) as session:
        assert await days.take_on(session, day, NIGHT)
    ours = retention(database)

    at_once = await ours.of_the_day(full.tenant_id, NIGHT + timedelta(minutes=59))
    later = await ours.of_the_day(full.tenant_id, NIGHT + timedelta(minutes=60))

    assert at_once is None
    assert later
    async with database.reading(full.tenant_id) as session:
        run = (await session.sql.exec(session.rows(RetentionRunRow))).one()
    assert run.done_at is not None


async def test_a_kind_that_cannot_go_does_not_keep_the_others(database: Database, full: SmallPlan) -> None:
    """A reminder that something new refers to stays, and the drafts go."""
    async with database.writing(full.tenant_id) as session:
        session.sql.add(
            DeliveryRow(
                tenant_id=full.tenant_id,
                key="other",
                kind="reminder",
                fate="sent",
                reminder_id=(await session.sql.exec(session.rows(ReminderRow))).one().id,
                follow_up_round_id=full.earlier_round_id,
                person_id=full.karin,
                not_before=INTERIM_CLOSES,
                created_at=INTERIM_CLOSES,
            )
        )
        await session.flush()
        await session.change(
            FollowUpRoundRow, col(FollowUpRoundRow.id) == full.earlier_round_id, state="open"
        )

    counts, is_whole = await retention(database).see_to(full.tenant_id, NIGHT)

    assert not is_whole
    assert counts["drafts"] == 1
    assert "messages" not in counts
