"""A plan file dropped in the chat: checked and told first, and read in only when somebody says so."""

import asyncio
import json
import logging
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_hex

from cards.card import Card
from cards.chat_file import about_file
from cards.message import Button, message
from cards.plan_file import report
from cards.plan_file.reasons import file_reason, sentence_of
from cards.verbs import Verb
from dialogs.carrier import CarryError, CarryFault
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, FileReceived, OfferFile, Refuse, Replace, Reply, Say, Show
from domain.chat_files import LARGEST_OFFERED, LARGEST_RECEIVED, ChatFile, FileState, Purpose
from domain.people import Role
from domain.permissions import IMPORTERS, has_any
from domain.plan_file.checks import Checked, check
from domain.plan_file.difference import Difference
from domain.plan_file.entries import PersonEntry
from domain.plan_file.problems import FileFault, FileRefusedError, Problem
from domain.plan_file.sheets import Layout, field_name, section_name
from reports.marks import Mark, NotMarkedError, Titles, annotated
from storage import audit, chat_files, groups
from storage.database import TenantSession
from storage.plan_import import importing
from storage.plan_import.reading import allowed_name, read_content

log = logging.getLogger(__name__)

KEY_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """What a file would do now, and the card that tells it."""

    difference: Difference
    card: Card
    mark: str


async def received(turn: Turn, file: FileReceived) -> Reply:
    """Somebody dropped a file. Nothing is stored of the plan; the file itself is kept for a day."""
    if not has_any(turn.person, IMPORTERS):
        return Say(turn.words.say("I cannot read files. Write “help” to see what I can do."))
    try:
        allowed_name(file.file_name)
        content = await turn.desk.carrier.fetch(file.download_url, LARGEST_RECEIVED)
        checked = await asyncio.to_thread(_checked, turn, file.file_name, content)
    except CarryError as error:
        log.warning("a file could not be fetched: %s", error)
        return Show(_not_fetched(turn, error.fault))
    except FileRefusedError as error:
        return Show(_refused(turn, error))
    key = token_hex(KEY_BYTES)
    subject = report.Subject(name=file.file_name, key=key)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        looked = None if checked.is_refused else await _look(session, turn, subject, checked)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await chat_files.keep(
            session,
            key=key,
            person_id=turn.person.person_id,
            purpose=Purpose.PLAN,
            name=file.file_name,
            content=content,
            at=turn.at,
            facts=json.dumps({"mark": looked.mark if looked else ""}),
        )
    return Show(report.to_be_mended(subject, checked, turn.words) if looked is None else looked.card)


async def apply(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Read in exactly the file that was checked, all of it or nothing; once, however often it is pressed."""
    file = await _own(turn, submitted)
    if file is None:
        return Refuse(_gone(turn))
    checked = await asyncio.to_thread(_checked, turn, file.name, file.content)
    subject = report.Subject(name=file.name, key=file.key)
    if checked.is_refused:
        return Replace(report.to_be_mended(subject, checked, turn.words))
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await importing.hold(session)
        if not await chat_files.move(session, file.key, FileState.KEPT, FileState.DONE):
            return Refuse(await _settled(session, turn, file))
        looked = await _look(session, turn, subject, checked)
        if looked.mark != json.loads(file.facts)["mark"]:
            return Replace(await _told_anew(session, turn, file, checked))
        difference = await importing.apply(
            session,
            checked,
            municipality=(await groups.of_tenant(session)).name,
            at=turn.at,
            calendar=turn.desk.calendar,
            actor_id=turn.person.person_id,
        )
    turn.desk.wake()
    return Replace(report.has_been_read(subject, difference, turn.words))


async def drop(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Leave the plan as it is."""
    file = await _own(turn, submitted)
    if file is None:
        return Refuse(_gone(turn))
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        if not await chat_files.move(session, file.key, FileState.KEPT, FileState.DECLINED):
            return Refuse(await _settled(session, turn, file))
        await audit.record(
            session,
            deed="plan_file.dropped",
            subject=f"file:{file.name}",
            at=turn.at,
            actor_id=turn.person.person_id,
        )
    heading = turn.words.say("{name} was not read in", name=file.name)
    return Replace(message(turn.words, heading, [turn.words.say("Nothing has changed.")]))


async def marked(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The workbook back, with each fault beside its row."""
    file = await _own(turn, submitted)
    if file is None:
        return Refuse(_gone(turn))
    checked = await asyncio.to_thread(_checked, turn, file.name, file.content)
    if checked.entries.layout is not Layout.WORKBOOK:
        return Refuse(_gone(turn))
    say = turn.words.say
    titles = Titles(
        sheet=say("Errors to mend"),
        columns=(say("Sheet"), say("Row"), say("Column"), say("What to mend")),
    )
    marks = [_mark(problem, turn) for problem in checked.problems]
    cannot = Refuse(say("The workbook cannot be given back. Mend what the card says and drop it here again."))
    try:
        content = await asyncio.to_thread(annotated, file.content, marks, titles)
    except NotMarkedError:
        log.exception("a workbook could not be marked")
        return cannot
    if len(content) > LARGEST_OFFERED:
        return cannot
    return OfferFile(file.name, say("Your workbook, with each fault marked in its cell."), content)


def _checked(turn: Turn, name: str, content: bytes) -> Checked:
    plan_file = read_content(name, content)
    return check(plan_file, is_email=importing.is_email, at=turn.at, calendar=turn.desk.calendar)


async def _look(session: TenantSession, turn: Turn, subject: report.Subject, checked: Checked) -> _Looked:
    difference = await importing.compare(
        session,
        checked,
        municipality=(await groups.of_tenant(session)).name,
        at=turn.at,
        calendar=turn.desk.calendar,
    )
    subject = report.Subject(
        name=subject.name, key=subject.key, notice=subject.notice, warning=_warning(turn, difference)
    )
    if difference.is_empty:
        card = report.nothing_new(subject, checked, turn.words)
    else:
        card = report.to_be_read(subject, checked, difference, turn.words)
    return _Looked(difference=difference, card=card, mark=sha256(repr(difference).encode()).hexdigest())


async def _told_anew(session: TenantSession, turn: Turn, file: ChatFile, checked: Checked) -> Card:
    """The plan has changed since the file was checked, so it is asked again and nothing is read in."""
    notice = turn.words.say("The plan has changed since the file was checked. Nothing has been read in.")
    subject = report.Subject(name=file.name, key=file.key, notice=notice)
    looked = await _look(session, turn, subject, checked)
    await chat_files.move(session, file.key, FileState.DONE, FileState.KEPT)
    await chat_files.note(session, file.key, json.dumps({"mark": looked.mark}))
    return looked.card


def _warning(turn: Turn, difference: Difference) -> str:
    """Who reads in a file that takes their own role away could not read in another."""
    email = turn.person.email
    left = any(entry.email == email for entry in difference.left(PersonEntry))
    changed = [entry for entry in difference.written(PersonEntry) if entry.email == email]
    kept = all({Role.STRATEGIST, Role.ADMIN} & set(entry.roles) for entry in changed)
    return turn.words.say("The file takes away your own role as strategist.") if left or not kept else ""


async def _own(turn: Turn, submitted: CardSubmitted) -> ChatFile | None:
    """The file that the card is about, if it is a plan and the person's own."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        file = await chat_files.find(session, about_file(submitted.data).key, turn.at)
    is_theirs = file is not None and file.person_id == turn.person.person_id
    return file if file is not None and is_theirs and file.purpose is Purpose.PLAN else None


async def _settled(session: TenantSession, turn: Turn, file: ChatFile) -> str:
    now = await chat_files.find(session, file.key, turn.at)
    if now is not None and now.state is FileState.DONE:
        return turn.words.say("{name} has been read in already.", name=file.name)
    return turn.words.say("{name} was cancelled. Drop the file here again.", name=file.name)


def _mark(problem: Problem, turn: Turn) -> Mark:
    section = problem.place.section
    return Mark(
        sheet=section_name(section, Layout.WORKBOOK) if section else "",
        row=problem.place.row,
        heading=field_name(section, problem.field, Layout.WORKBOOK) if section else "",
        sentence=sentence_of(problem, Layout.WORKBOOK, turn.words),
    )


def _refused(turn: Turn, error: FileRefusedError) -> Card:
    return _sorry(turn, file_reason(error, turn.words))


def _not_fetched(turn: Turn, fault: CarryFault) -> Card:
    say = turn.words.say
    match fault:
        case CarryFault.TOO_LARGE:
            too_large = FileRefusedError(FileFault.TOO_LARGE, str(LARGEST_RECEIVED + 1))
            return _sorry(turn, file_reason(too_large, turn.words))
        case CarryFault.NOT_ALLOWED:
            return _sorry(turn, say("I only fetch files from OneDrive and SharePoint."))
        case CarryFault.GONE:
            return _sorry(turn, say("I was not let in to the file. Drop it here again."))
        case CarryFault.UNAVAILABLE:
            return _sorry(turn, say("OneDrive did not answer. Drop the file here again in a while."))


def _sorry(turn: Turn, sentence: str) -> Card:
    return message(
        turn.words,
        turn.words.say("The file could not be read"),
        [sentence, turn.words.say("Nothing has changed.")],
        buttons=[Button(title=turn.words.say("The plan as a file"), verb=Verb.PLAN_FILE)],
    )


def _gone(turn: Turn) -> str:
    return turn.words.say("That file is not here any longer: files are kept for a day. Drop it here again.")
