"""Documents that take long: told at once, made beside, and brought once whatever dies meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlmodel import col

from cards.card import Card
from cards.verbs import Verb
from dialogs.report import verifying
from dialogs.report.crafting import Craft
from dialogs.report.press import Press, Printer, Sheet, printing
from dialogs.report.workshop import Workshop
from dialogs.turn import Refuse, Say
from domain.contact import ContactPoint
from domain.deliveries import FailureReason
from domain.people import Language
from domain.report.formats import Format
from domain.report.orders import LEASE, MOST_ATTEMPTS
from domain.report.verification import Standing
from reports.word.default_template import default_template
from scheduler.messenger import DeliveryError
from storage import chat_files, document_orders
from storage.tables import DocumentOrderRow, PersonRoleRow, PlanActivityRow
from tests.dialogs.matters import deeds
from tests.dialogs.parlour import Parlour, text
from tests.dialogs.reports import approved, tamper, wanted
from tests.fakes.messenger import RecordingMessenger
from tests.fakes.press import has_ended, printing_by_hand
from tests.plans import CALENDAR, contact_of
from tests.shown import said


def workshop(
    parlour: Parlour, *, template: bytes | None = None, printer: Printer = printing_by_hand
) -> Workshop:
    """One replica's."""
    craft = Craft(
        database=parlour.database,
        talker=parlour.messenger,
        calendar=CALENDAR,
        template=template,
        printer=printer,
    )
    return Workshop(craft=craft, clock=lambda: parlour.at)


async def grown(parlour: Parlour, number: int) -> None:
    """So many more plan activities, all like the first."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        row = (await session.sql.exec(session.rows(PlanActivityRow))).first()
        assert row is not None
        like = row.model_dump(exclude={"id", "tenant_id", "number"})
        await session.insert_new(PlanActivityRow, [{**like, "number": f"9.{n}"} for n in range(number)])


async def ordered(parlour: Parlour, kind: Format = Format.WORD, *, version: int = 0) -> None:
    """Henrik waits for a document, and has been told so."""
    message_id = await parlour.messenger.send(contact_of(parlour.plan, "henrik"), _card("väntar"))
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await document_orders.put(
            session,
            key="the-key",
            person_id=parlour.plan.henrik,
            follow_up_round_id=parlour.plan.follow_up_round_id,
            kind=kind,
            version=version,
            language=Language.SWEDISH,
            plan_activities=1240,
            at=parlour.at,
        )
        await document_orders.announced(session, "the-key", message_id)


async def taken(parlour: Parlour) -> None:
    """Somebody has begun to make it, and is never heard of again."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        assert await document_orders.claim(session, parlour.at) is not None


async def rows(parlour: Parlour) -> list[DocumentOrderRow]:
    """What is still waited for."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        return list((await session.sql.exec(session.rows(DocumentOrderRow))).all())


def told(parlour: Parlour) -> list[str]:
    """What has stood in the first message of Henrik's, the oldest first."""
    [first, *_] = [each for each in parlour.messenger.carried if each.contact.conversation_id == "a:henrik"]
    return [
        said(each.content) if isinstance(each, Card) else each for each in [*first.earlier, first.content]
    ]


def _card(sentence: str) -> Card:
    return Card(json=f'{{"text": "{sentence}"}}'.encode(), summary=sentence)


async def test_a_large_document_is_announced_at_once_and_twice_is_once(parlour: Parlour) -> None:
    await grown(parlour, 300)
    fetch = wanted(parlour, kind="word")

    first = await parlour.send("henrik", Verb.FETCH_REPORT, fetch)
    second = await parlour.send("henrik", Verb.FETCH_REPORT, fetch)

    assert isinstance(first, Say)
    assert "Längst ner i chatten ser du hur det går." in first.text
    assert "Den görs redan (Word)" in text(second)
    [shown] = told(parlour)
    assert "Rapporten görs … (Word, 304 aktiviteter)" in shown
    assert len(await rows(parlour)) == 1


async def test_a_version_that_is_not_there_is_not_ordered(parlour: Parlour) -> None:
    await grown(parlour, 300)

    reply = await parlour.send("henrik", Verb.FETCH_REPORT, wanted(parlour, kind="pdf", version=3))

    assert isinstance(reply, Refuse)
    assert await rows(parlour) == []


async def test_it_comes_even_if_it_could_not_be_announced(parlour: Parlour) -> None:
    await grown(parlour, 300)
    parlour.messenger.fail_next(DeliveryError(FailureReason.UNAVAILABLE, permanent=False))

    await parlour.send("henrik", Verb.FETCH_REPORT, wanted(parlour, kind="word"))
    await workshop(parlour).run()

    assert [each.name for each in parlour.messenger.offered] == ["rapport-delarsbokslut-2023-preliminar.docx"]


async def test_each_stage_is_shown_once_in_the_same_message_and_then_the_file_is_offered(
    parlour: Parlour,
) -> None:
    await approved(parlour)
    parlour.messenger.carried.clear()
    await ordered(parlour, version=1)

    assert await workshop(parlour, printer=printing).run() == 1

    _, reading, writing, checking, ready = told(parlour)
    assert "Steg 1 av 3: läser svaren." in reading
    assert "Steg 2 av 3: skriver dokumentet." in writing
    assert "Steg 3 av 3: kontrollerar att allt kom med." in checking
    assert "Rapporten är klar (Word, 1\u00a0240 aktiviteter)" in ready
    [offer] = parlour.messenger.offered
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        file = await chat_files.find(session, offer.key, parlour.at)
        assert file is not None
        found = await verifying.verdict(session, file.content)
    assert found.standing is Standing.APPROVED
    assert (await deeds(parlour)).count("report.made") == 1
    assert await rows(parlour) == []


async def test_what_was_being_made_when_a_process_died_is_made_by_one_of_those_that_live(
    on_each: Parlour,
) -> None:
    await ordered(on_each, Format.JSON)
    await taken(on_each)
    assert await workshop(on_each).run() == 0

    on_each.at += LEASE
    made = await asyncio.gather(workshop(on_each).run(), workshop(on_each).run())

    assert sorted(made) == [0, 1]
    assert len(on_each.messenger.offered) == 1


async def test_what_kills_the_process_each_time_is_given_up_with_a_way_to_try_again(
    parlour: Parlour,
) -> None:
    await ordered(parlour, Format.PDF)
    for _ in range(MOST_ATTEMPTS):
        await taken(parlour)
        parlour.at += LEASE

    await workshop(parlour).run()

    assert "Rapporten gick inte att göra (PDF" in told(parlour)[-1]
    again = await parlour.press("henrik", _last(parlour), Verb.FETCH_REPORT)
    assert not isinstance(again, Refuse)
    assert (await deeds(parlour)).count("report.not_made") == 1


async def test_a_file_that_could_not_be_offered_is_not_made_again(parlour: Parlour) -> None:
    await ordered(parlour, Format.JSON)
    outage = DeliveryError(FailureReason.UNAVAILABLE, permanent=False)
    parlour.messenger.fail_next(outage, outage, outage, outage)

    await workshop(parlour).run()
    parlour.at += LEASE
    await workshop(parlour).run()

    assert len(parlour.messenger.offered) == 2
    assert len({each.key for each in parlour.messenger.offered}) == 1
    assert (await deeds(parlour)).count("report.made") == 1
    assert await rows(parlour) == []


async def test_a_process_that_stops_lets_go_of_what_it_was_making(parlour: Parlour) -> None:
    messenger = _Watched("Steg 2 av 3")
    parlour.messenger = messenger
    await ordered(parlour, Format.PDF)
    begun: list[Press] = []

    @asynccontextmanager
    async def noted(sheet: Sheet) -> AsyncIterator[Press]:
        async with printing(sheet) as press:
            begun.append(press)
            yield press

    working = asyncio.create_task(workshop(parlour, printer=noted).work())
    await messenger.seen.wait()

    working.cancel()
    await asyncio.gather(working, return_exceptions=True)

    assert [has_ended(each) for each in begun] == [True] * len(begun)
    [left] = await rows(parlour)
    assert (left.lease, left.leased_until, left.attempts) == ("", None, 0)


async def test_a_sealed_version_that_has_been_changed_is_not_made(parlour: Parlour) -> None:
    await approved(parlour)
    parlour.messenger.carried.clear()
    await tamper(parlour)
    await ordered(parlour, version=1)

    await workshop(parlour).run()

    assert "är inte som när den godkändes" in told(parlour)[-1]
    assert parlour.messenger.offered == []


async def test_a_template_that_cannot_be_used_is_told_of(parlour: Parlour) -> None:
    await ordered(parlour)

    await workshop(parlour, template=default_template()[:2000]).run()

    assert "Kommunens Word-mall går inte att använda." in told(parlour)[-1]


async def test_whoever_may_no_longer_read_the_report_gets_nothing(parlour: Parlour) -> None:
    await ordered(parlour)
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        is_henriks = col(PersonRoleRow.person_id) == parlour.plan.henrik
        await session.change(PersonRoleRow, is_henriks, role="owner")

    await workshop(parlour).run()

    assert parlour.messenger.offered == []
    assert await rows(parlour) == []


class _Watched(RecordingMessenger):
    """Tells when a card with that text has come."""

    def __init__(self, awaited: str) -> None:
        super().__init__()
        self.seen = asyncio.Event()
        self._awaited = awaited

    async def update(self, contact: ContactPoint, message_id: str, card: Card) -> None:
        await super().update(contact, message_id, card)
        if self._awaited in said(card.content):
            self.seen.set()


def _last(parlour: Parlour) -> Card:
    content = parlour.messenger.carried[0].content
    assert isinstance(content, Card)
    return content
