"""Another system's file is read in by the card's rules: all of it or nothing, and nothing twice."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.exchange import table
from bot.exchange.exporting import export
from bot.exchange.importing import Judged, RowFate, Wish, import_table
from bot.exchange.mapping import FileMapping
from bot.exchange.table_words import why
from cards.words import Words
from domain.answers import ObstacleKind, Progress, Statement
from domain.people import Language, TenantId
from domain.rounds import RoundState
from storage import rounds as round_store
from storage.answer_feed import FedAnswer, Wanted, page
from storage.database import Database
from tests import plans
from tests.bot.exchange.examples import TABLE_FILE, the_mapping
from tests.plans import CALENDAR, DELAYED, FIRST_STEP, SECOND_STEP, SmallPlan, small_plan
from tests.stored import stored

AT = datetime.fromisoformat("2023-09-06T08:00:00Z")
NO_ID = the_mapping("    about: external_id", "    always: x")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Somebody at the command line."""

    database: Database
    plan: SmallPlan
    mapping: FileMapping

    async def reads(self, content: bytes, **asked: Any) -> tuple[Judged, ...]:
        async with self.database.reading(self.plan.tenant_id) as session:
            found = await round_store.find(session, self.plan.follow_up_round_id)
        assert found is not None
        wish = Wish(tenant_id=self.plan.tenant_id, mapping=self.mapping, follow_up_round=found, at=AT)
        return await import_table(self.database, CALENDAR, replace(wish, **asked), content)

    async def fates(self, content: bytes, **asked: Any) -> list[RowFate]:
        return [each.fate for each in await self.reads(content, **asked)]

    async def writes(self) -> bytes:
        plan = self.plan
        return (
            await export(self.database, plan.tenant_id, CALENDAR, self.mapping, plan.follow_up_round)
        ).content

    async def answers(self) -> dict[str, FedAnswer]:
        async with self.database.reading(self.plan.tenant_id) as session:
            found = await page(session, self.plan.follow_up_round_id, Wanted(), after=0, many=100)
        return {each.number: each for each in found}

    async def answer_by_card(self, statement: Statement, at: datetime) -> None:
        async with self.database.writing(self.plan.tenant_id) as session:
            plan = self.plan
            await plans.answer(session, plan, plan.travel, plan.johan, statement=statement, at=at)

    async def progress(self, number: str) -> Progress:
        return (await self.answers())[number].answer.statement.progress


@pytest.fixture
async def on_each(database: Database, tenant_id: TenantId) -> Desk:
    return Desk(database=database, plan=await small_plan(database, tenant_id), mapping=the_mapping())


@pytest.fixture
async def desk(sqlite_url: str, tenant_id: TenantId) -> AsyncIterator[Desk]:
    database = Database(sqlite_url)
    yield Desk(database=database, plan=await small_plan(database, tenant_id), mapping=the_mapping())
    await database.close()


def example(old: str = "", new: str = "") -> bytes:
    text = TABLE_FILE.read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new).encode()


def row(progress: str, number: str = "2.2", **cells: str) -> bytes:
    """A file with one row, in which some columns say something else than nothing."""
    given = {"Aktivitets-id": number, "Status": progress, **cells}
    headings = [each.name for each in the_mapping().columns]
    lines = [headings, [given.get(name, "") for name in headings]]
    return "\r\n".join(";".join(line) for line in lines).encode()


def reasons(judged: tuple[Judged, ...], mapping: FileMapping) -> list[str]:
    words = Words(language=Language.ENGLISH)
    return [sentence for each in judged for sentence in why(each.row, each.outcome, mapping, words)]


async def test_the_example_is_read_in_as_the_system_s_answers(on_each: Desk) -> None:
    fates = await on_each.fates(TABLE_FILE.read_bytes())

    assert fates == [RowFate.NEW, RowFate.NEW, RowFate.NEW, RowFate.SILENT]
    answers = await on_each.answers()
    roofs, meals, travel = (answers[number] for number in ("1.1", "2.1", "2.2"))
    assert {each.answer.source for each in answers.values()} == {"Verksamhetssystemet"}
    assert roofs.answer.answered_by == on_each.plan.karin
    assert roofs.answer.statement.comment == "Tre av fem tak är klara.\nDet fjärde börjar i oktober."
    assert meals.answer.statement.obstacle is not None
    assert meals.answer.statement.obstacle.kind is ObstacleKind.PROCUREMENT
    assert (travel.answer.answered_by, travel.answer.statement.progress) == (None, Progress.DONE)


async def test_the_same_file_again_changes_nothing(on_each: Desk) -> None:
    await on_each.reads(TABLE_FILE.read_bytes())
    before = await stored(on_each.database, on_each.plan.tenant_id)

    fates = await on_each.fates(TABLE_FILE.read_bytes())

    assert fates == [RowFate.SAME, RowFate.SAME, RowFate.SAME, RowFate.SILENT]
    assert await stored(on_each.database, on_each.plan.tenant_id) == before


WRONG = [
    ("Klar;100", "Klart;100", "Status cannot be “Klart”."),
    ("2.2;", "9.9;", "the plan has no activity 9.9."),
    ("2.2;", "VS-1001;", "Aktivitets-id “1.1” stands on line 2 too."),
    ("R-503", "R-501", "Rapport-id “R-501” stands on line 2 too."),
    ("Klar;100", "Klar;140", "Klart till (%): Write a whole number between 0 and 100."),
    ("Klar;100;", "Klar;100;19640823-3234 ", "Kommentar: Answers are public records."),
    ("Klar;100", "Försenad;100", "Avvikelse: Choose what stands in the way."),
    ("2024-03-31", "31/3 2024", "Nytt slutdatum must be a day"),
    ("karin@", "amina@", "Rapporterat av: The activity is somebody else’s to answer for."),
    ("2023-09-05 13:02", "2024-09-05 13:02", "Rapporterat: The time has not come yet."),
    ("2023-09-05 13:02", "igår", "Rapporterat must be a day and a clock time"),
    ("Tolv cyklar", "Tolv; cyklar", "it has 14 cells instead of 13."),
]


NUMBERS = ["VS-1001", "vs-1002", "2.2", "1.2"]
WORDS = ["Klar", "Pågår", "Försenad", ""]
ODD = [
    "", "9.9", "Utgår", "Ekonomi", "101", "-1", "٣", "=1+1", "'", "%s{0}", "1 200,5", "2023-13-01",
    "2024-01-01", "\x00", "\x07", "\u2028", "\u202e", "🌱" * 400, "x" * 21_000, "x@y", "R-1",
    "maja@borlange.example", "2023-09-05 10:15", "9999-12-31 23:59", "0001-01-01 00:00", "19640823-3234",
]  # fmt: skip
# Some cells of a row, by their places, with something else in them.
CHANGED = some.dictionaries(some.integers(0, 12), some.sampled_from(ODD), max_size=2)


async def test_one_row_that_is_wrong_leaves_everything_unsaved_and_says_why(desk: Desk) -> None:
    before = await stored(desk.database, desk.plan.tenant_id)

    for old, new, reason in WRONG:
        judged = await desk.reads(example(old, new))

        assert [each.fate for each in judged].count(RowFate.REFUSED) == 1, new
        assert reason in " ".join(reasons(judged, desk.mapping))
        assert await stored(desk.database, desk.plan.tenant_id) == before


@given(
    some.lists(
        some.tuples(some.sampled_from(NUMBERS), some.sampled_from(WORDS), CHANGED), min_size=1, max_size=3
    )
)
@settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_whatever_stands_in_a_file_all_of_it_is_saved_or_each_refusal_has_a_reason(
    desk: Desk, rows: list[tuple[str, str, dict[int, str]]]
) -> None:
    before = await stored(desk.database, desk.plan.tenant_id)
    cells = [
        [
            changed.get(place, {0: number, 2: word}.get(place, ""))
            for place in range(len(desk.mapping.columns))
        ]
        for number, word, changed in rows
    ]

    judged = await desk.reads(table.written(desk.mapping, cells), despite_doubts=True)

    refused = [each for each in judged if each.fate is RowFate.REFUSED]
    after = await stored(desk.database, desk.plan.tenant_id)
    new = sum(each.fate is RowFate.NEW for each in judged)
    assert all(reasons((each,), desk.mapping) for each in refused)
    assert len(after["answer"]) - len(before["answer"]) == (0 if refused else new)
    assert after == before or not refused


async def test_what_only_the_database_finds_leaves_nothing_either(on_each: Desk) -> None:
    before = await stored(on_each.database, on_each.plan.tenant_id)

    fates = await on_each.fates(example("Klar;100", "Klar;101"))

    assert fates == [RowFate.NEW, RowFate.NEW, RowFate.REFUSED, RowFate.SILENT]
    assert await stored(on_each.database, on_each.plan.tenant_id) == before


async def test_a_dry_run_says_the_same_and_saves_nothing(desk: Desk) -> None:
    before = await stored(desk.database, desk.plan.tenant_id)

    dry = await desk.fates(TABLE_FILE.read_bytes(), dry_run=True)

    assert await stored(desk.database, desk.plan.tenant_id) == before
    assert dry == await desk.fates(TABLE_FILE.read_bytes())


async def test_what_goes_out_comes_back_as_the_same_wherever_it_was_answered(desk: Desk) -> None:
    await desk.reads(TABLE_FILE.read_bytes())
    odd = replace(DELAYED, comment="=1+1\n'– \x07\x0b \u2028å\u0308", next_step='“;\t"', new_end=AT.date())
    await desk.answer_by_card(odd, AT + timedelta(minutes=1))

    out = await desk.writes()

    assert await desk.fates(out) == [RowFate.SAME] * 3
    assert b";R-501;" in out
    assert b"\"'=1+1\n''" in out


async def test_a_closed_round_takes_nothing_new_and_knows_what_it_has(desk: Desk) -> None:
    await desk.reads(TABLE_FILE.read_bytes())
    async with desk.database.writing(desk.plan.tenant_id) as session:
        await round_store.change_state(session, desk.plan.follow_up_round, RoundState.CLOSED)

    assert await desk.fates(TABLE_FILE.read_bytes()) == [
        RowFate.SAME,
        RowFate.SAME,
        RowFate.SAME,
        RowFate.SILENT,
    ]
    assert reasons(await desk.reads(row("Klar", "1.2")), desk.mapping) == ["the follow-up is closed."]


async def test_what_has_been_answered_later_is_left_and_does_not_stop_the_rest(desk: Desk) -> None:
    await desk.answer_by_card(plans.ON_TRACK, SECOND_STEP + timedelta(days=1))

    fates = await desk.fates(TABLE_FILE.read_bytes())

    assert fates == [RowFate.NEW, RowFate.NEW, RowFate.OVERTAKEN, RowFate.SILENT]
    assert await desk.progress("2.2") is Progress.ON_TRACK


async def test_an_old_file_without_ids_does_not_undo_what_somebody_has_corrected(desk: Desk) -> None:
    desk = replace(desk, mapping=NO_ID)
    assert await desk.fates(row("Klar")) == [RowFate.NEW]
    await desk.answer_by_card(plans.ON_TRACK, AT + timedelta(minutes=1))

    assert await desk.fates(row("Klar")) == [RowFate.SAME]
    assert await desk.progress("2.2") is Progress.ON_TRACK


async def test_without_ids_what_goes_back_to_how_it_was_is_an_answer_anew(desk: Desk) -> None:
    desk = replace(desk, mapping=NO_ID)

    fates = [
        await desk.fates(row(word), at=AT + timedelta(minutes=n))
        for n, word in enumerate(("Klar", "Pågår", "Klar"))
    ]

    assert fates == [[RowFate.NEW]] * 3
    assert await desk.progress("2.2") is Progress.DONE


async def test_an_id_that_comes_with_other_content_is_refused(desk: Desk) -> None:
    await desk.reads(row("Klar", **{"Rapport-id": "R-1"}))

    judged = await desk.reads(row("Pågår", **{"Rapport-id": "R-1"}))

    assert "an answer with that id has been read in before" in " ".join(reasons(judged, desk.mapping))


async def test_what_the_mapping_does_not_tell_of_stays_as_it_was(desk: Desk) -> None:
    await desk.answer_by_card(replace(plans.ON_TRACK, next_step="Två cyklar till."), FIRST_STEP)

    assert await desk.fates(row("Klar")) == [RowFate.NEW]
    assert (await desk.answers())["2.2"].answer.statement.next_step == "Två cyklar till."


async def test_what_is_doubted_is_saved_when_somebody_says_so(desk: Desk) -> None:
    asked = row("Pågår", Kommentar="Enligt plan")

    assert await desk.fates(asked) == [RowFate.REFUSED]
    assert await desk.fates(asked, despite_doubts=True) == [RowFate.NEW]
