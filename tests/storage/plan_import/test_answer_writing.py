"""The follow-up rounds and earlier answers that an import brings."""

from datetime import UTC, date, datetime

from sqlmodel import SQLModel, col

from domain.answers import Progress
from domain.people import TenantId
from domain.plan_file.entries import EntryKind
from storage.database import Database
from storage.tables import (
    AnswerRow,
    FollowUpRoundRow,
    ReminderStepRow,
)
from tests.domain.plan_file.plan_files import (
    checked,
    earlier_answer,
)
from tests.storage.plan_import.importing import imported, rows


async def test_the_years_two_rounds_are_created_with_their_ladders(
    database: Database, tenant_id: TenantId
) -> None:
    difference = await imported(database, tenant_id, checked())

    rounds = {row["reference_date"]: row for row in await rows(database, tenant_id, FollowUpRoundRow)}
    assert {day: row["state"] for day, row in rounds.items()} == {
        date(2022, 12, 31): "closed",
        date(2023, 8, 31): "planned",
        date(2023, 12, 31): "planned",
    }
    assert rounds[date(2023, 8, 31)]["deadline"] == date(2023, 9, 12)
    steps = await rows(database, tenant_id, ReminderStepRow)
    interim_steps = {
        row["working_days"] for row in steps if row["follow_up_round_id"] == rounds[date(2023, 8, 31)]["id"]
    }
    assert interim_steps == {-15, -5, -1, 2}
    assert len(difference.added_of(EntryKind.FOLLOW_UP_ROUND)) == 3


async def test_a_round_that_is_over_when_it_is_created_is_closed(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, checked(), at=datetime(2023, 11, 1, tzinfo=UTC))

    states = {
        row["reference_date"]: row["state"] for row in await rows(database, tenant_id, FollowUpRoundRow)
    }
    assert states[date(2023, 8, 31)] == "closed"
    assert states[date(2023, 12, 31)] == "planned"


async def test_a_round_that_a_strategist_has_moved_is_left_alone(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, checked())
    async with database.writing(tenant_id) as session:
        interim = session.rows(FollowUpRoundRow).where(
            col(FollowUpRoundRow.reference_date) == date(2023, 8, 31)
        )
        follow_up_round = (await session.sql.exec(interim)).one()
        connection = await session.sql.connection()
        table = SQLModel.metadata.tables["follow_up_round"]
        await connection.execute(
            table.update()
            .where(table.c.tenant_id == tenant_id, table.c.id == follow_up_round.id)
            .values(deadline=date(2023, 9, 20))
        )

    assert (await imported(database, tenant_id, checked())).is_empty


async def test_an_earlier_answer_lies_in_its_closed_round(database: Database, tenant_id: TenantId) -> None:
    await imported(database, tenant_id, checked())

    (answer,) = await rows(database, tenant_id, AnswerRow)
    assert (answer["progress"], answer["percent"]) == ("on_track", 40)
    assert answer["answered_at"] == datetime(2023, 1, 12, 11, tzinfo=UTC)
    assert str(answer["submission_key"]).startswith("imported:")


async def test_a_changed_earlier_answer_is_a_further_answer_each_time(
    database: Database, tenant_id: TenantId
) -> None:
    comments = ("Det går bra.", "Det går trögt.", "Det går bra.", "Det går trögt.")
    for comment in comments:
        file = checked(earlier_answers=(earlier_answer(comment=comment),))
        await imported(database, tenant_id, file)
        assert (await imported(database, tenant_id, file)).is_empty

    stored = sorted(await rows(database, tenant_id, AnswerRow), key=lambda row: str(row["id"]).zfill(9))
    assert [row["comment"] for row in stored] == list(comments)


async def test_an_answer_given_in_teams_is_not_overwritten_by_a_file(
    database: Database, tenant_id: TenantId
) -> None:
    await imported(database, tenant_id, checked())
    (first,) = await rows(database, tenant_id, AnswerRow)
    async with database.writing(tenant_id) as session:
        correction = {name: value for name, value in first.items() if name not in {"id", "tenant_id"}}
        await session.insert_new(
            AnswerRow, [{**correction, "progress": Progress.DELAYED.value, "submission_key": "teams:1"}]
        )

    assert (await imported(database, tenant_id, checked())).is_empty


async def test_an_answer_missing_from_the_file_stays(database: Database, tenant_id: TenantId) -> None:
    await imported(database, tenant_id, checked())

    assert (await imported(database, tenant_id, checked(earlier_answers=()))).is_empty
    assert len(await rows(database, tenant_id, AnswerRow)) == 1
