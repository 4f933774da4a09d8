"""Files for people: kept until they have said whether they want them, and then put among their own."""

import logging
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from cards.card import Card
from cards.chat_file import AboutFile, about_file
from cards.file_link import file_link
from cards.message import Button, message
from cards.verbs import Verb
from cards.words import Words
from dialogs.carrier import CarryError
from dialogs.desk import Desk, Turn
from dialogs.turn import (
    CardSubmitted,
    FileConsented,
    FileSaved,
    OfferFile,
    Refuse,
    Replace,
    Reply,
    Say,
)
from domain.chat_files import LARGEST_OFFERED, ChatFile, FileOffer, FileState, Purpose, Upload
from domain.contact import ContactPoint
from domain.people import PersonId, TenantId
from storage import audit, chat_files
from storage import people as people_store
from storage.database import Database

log = logging.getLogger(__name__)

KEY_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file that waits for an answer; a `link` is shown where a channel cannot ask for one.

    `sentence` tells somebody who has pressed a button where to look.
    """

    offer: FileOffer
    sentence: str
    link: Card | None = None


def bounded(turn: Turn, reply: Reply) -> Reply:
    """The reply; a sentence instead of a file that is larger than can be offered."""
    if isinstance(reply, OfferFile) and len(reply.content) > LARGEST_OFFERED:
        return Refuse(turn.words.say("The file is over 5 MB, and a larger one cannot be sent in the chat."))
    return reply


async def keep(
    desk: Desk, contact: ContactPoint, offered: OfferFile, *, words: Words, at: datetime, links: str
) -> Kept:
    """Store what is offered to whoever is talking. `links` is where files are fetched by link, or ""."""
    async with desk.database.reading(contact.tenant_id) as session:
        person = await people_store.by_entra_object_id(session, contact.entra_object_id)
    if person is None:
        raise LookupError
    return await keep_for(
        desk.database,
        contact.tenant_id,
        person.person_id,
        offered,
        words=words,
        at=at,
        links=links,
        key=token_hex(KEY_BYTES),
    )


async def keep_for(
    database: Database,
    tenant_id: TenantId,
    person_id: PersonId,
    offered: OfferFile,
    *,
    words: Words,
    at: datetime,
    links: str,
    key: str,
) -> Kept:
    """Store a file for somebody under that key."""
    async with database.writing(tenant_id) as session:
        await chat_files.keep(
            session,
            key=key,
            person_id=person_id,
            purpose=Purpose.OFFERED,
            name=offered.name,
            content=offered.content,
            at=at,
            facts=offered.description,
        )
    offer = FileOffer(key=key, name=offered.name, description=offered.description, size=len(offered.content))
    return _waiting(offer, words, links)


def kept(file: ChatFile, words: Words, links: str) -> Kept:
    """A file that lies stored already, to be offered."""
    offer = FileOffer(key=file.key, name=file.name, description=file.facts, size=len(file.content))
    return _waiting(offer, words, links)


def _waiting(offer: FileOffer, words: Words, links: str) -> Kept:
    link = file_link(
        words, name=offer.name, description=offer.description, address=f"{links}/files/{offer.key}"
    )
    return Kept(
        offer=offer,
        sentence=words.say("The file is at the very bottom of the chat."),
        link=link if links else None,
    )


async def linked(desk: Desk, key: str, at: datetime) -> ChatFile | None:
    """The file behind a link, whosever it is: the key is a secret of its own."""
    for tenant_id in await desk.database.tenants():
        async with desk.database.reading(tenant_id) as session:
            file = await chat_files.find(session, key, at)
        if file is not None and file.purpose is Purpose.OFFERED:
            return file
    return None


async def consented(turn: Turn, answer: FileConsented) -> Reply:
    """Somebody said yes or no to a file; of several yes the first counts."""
    wanted = FileState.DECLINED if answer.upload is None else FileState.UNDER_WAY
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        file = await chat_files.find(session, answer.key, turn.at)
        if file is None or file.purpose is not Purpose.OFFERED or file.person_id != turn.person.person_id:
            return _not_here(turn, file)
        is_first = await chat_files.move(session, file.key, FileState.KEPT, wanted)
    if not is_first:
        return Say(_already(turn, file))
    if answer.upload is None:
        sentence = turn.words.say("You did not want “{name}”, so it has not been saved.", name=file.name)
        return Replace(message(turn.words, sentence, []))
    return await _bring(turn, file, answer.upload)


async def again(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Ask once more about a file that could not be saved."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        file = await chat_files.find(session, about_file(submitted.data).key, turn.at)
    if file is None or file.purpose is not Purpose.OFFERED or file.person_id != turn.person.person_id:
        return _not_here(turn, file)
    return OfferFile(file.name, file.facts, file.content)


async def _bring(turn: Turn, file: ChatFile, upload: Upload) -> Reply:
    """Put it away with no transaction open, and then write down how it went."""
    try:
        await turn.desk.carrier.bring(upload.address, file.content)
    except CarryError as error:
        log.warning("a file could not be saved: %s", error)
        async with turn.desk.database.writing(turn.contact.tenant_id) as session:
            await chat_files.move(session, file.key, FileState.UNDER_WAY, FileState.KEPT)
        return Replace(_failed(turn, file))
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await chat_files.move(session, file.key, FileState.UNDER_WAY, FileState.DONE)
        await audit.record(
            session,
            deed="file.saved",
            subject=f"file:{file.name}",
            at=turn.at,
            actor_id=turn.person.person_id,
        )
    sentence = turn.words.say("“{name}” is among your files now.", name=file.name)
    return FileSaved(file=upload, card=message(turn.words, sentence, []))


def _failed(turn: Turn, file: ChatFile) -> Card:
    say = turn.words.say
    return message(
        turn.words,
        say("“{name}” could not be saved", name=file.name),
        [say("OneDrive did not take the file. I keep it until tomorrow, so you can try again.")],
        buttons=[Button(title=say("Try again"), verb=Verb.FILE_AGAIN, data=AboutFile(file.key).data)],
    )


def _already(turn: Turn, file: ChatFile) -> str:
    match file.state:
        case FileState.DONE:
            return turn.words.say("“{name}” is among your files already.", name=file.name)
        case FileState.DECLINED:
            return turn.words.say("You have already said no to “{name}”. Ask for it again.", name=file.name)
        case _:
            return turn.words.say(
                "“{name}” is just being saved. If it does not come, ask for it again.", name=file.name
            )


def _not_here(turn: Turn, file: ChatFile | None) -> Refuse:
    """Whoever asks for somebody else's file is told no more than that it is not here."""
    text = turn.words.say("That file is not here any longer: files are kept for a day. Ask for it again.")
    return Refuse(text, is_denied=file is not None)
