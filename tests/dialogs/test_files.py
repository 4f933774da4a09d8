"""A file is kept for whoever asked, until they have said whether they want it; and it is saved once."""

import asyncio
from datetime import timedelta

from cards.verbs import Verb
from cards.words import Words
from dialogs import files
from dialogs.carrier import CarryError, CarryFault
from dialogs.desk import Turn
from dialogs.turn import FileConsented, FileSaved, OfferFile, Refuse, Replace, Reply, Say, Sender
from domain.chat_files import LARGEST_OFFERED, Upload
from domain.people import Person
from scheduler import chat_files as sweeping
from storage import people as people_store
from tests.dialogs.parlour import Parlour, text
from tests.fakes.cart import Cart

OFFER = OfferFile("svar.xlsx", "Vilka som har svarat.", b"0123456789")
UPLOAD = Upload(
    address="https://borlange-my.sharepoint.com/upload/svar.xlsx",
    name="svar.xlsx",
    content_url="https://borlange-my.sharepoint.com/svar.xlsx",
    unique_id="f1",
    file_type="xlsx",
)


async def offered(parlour: Parlour, name: str = "maja") -> str:
    """Something is offered to somebody; gives its key."""
    kept = await parlour.router.keep(_press(parlour, name, "", None), OFFER)
    return kept.offer.key


async def answered(parlour: Parlour, name: str, key: str, upload: Upload | None = UPLOAD) -> Reply:
    return await parlour.router.answer(_press(parlour, name, key, upload))


def _press(parlour: Parlour, name: str, key: str, upload: Upload | None) -> FileConsented:
    contact = parlour.contact(name)
    sender = Sender(tenant_id=contact.tenant_id, entra_object_id=contact.entra_object_id, name=name)
    return FileConsented(sender=sender, contact=contact, key=key, upload=upload, message_id="m1")


async def test_a_yes_puts_the_file_among_the_persons_own(on_each: Parlour) -> None:
    cart = on_each.carrier = Cart()
    key = await offered(on_each)

    reply = await answered(on_each, "maja", key)

    assert cart.brought == [(UPLOAD.address, OFFER.content)]
    assert isinstance(reply, FileSaved)
    assert reply.file == UPLOAD
    assert "file.saved" in str((await on_each.everything())["audit_event"])


async def test_a_second_yes_saves_nothing_more(parlour: Parlour) -> None:
    cart = parlour.carrier = Cart()
    key = await offered(parlour)
    await answered(parlour, "maja", key)

    reply = await answered(parlour, "maja", key)

    assert len(cart.brought) == 1
    assert reply == Say("”svar.xlsx” ligger redan bland dina filer.")


async def test_two_yeses_at_once_save_the_file_once(on_each: Parlour) -> None:
    cart = on_each.carrier = Cart()
    key = await offered(on_each)

    replies = await asyncio.gather(*(answered(on_each, "maja", key) for _ in range(2)))

    assert len(cart.brought) == 1
    assert {type(reply) for reply in replies} == {FileSaved, Say}


async def test_a_file_that_is_too_large_to_offer_is_a_sentence_instead(parlour: Parlour) -> None:
    desk, contact = parlour.router.desk, parlour.contact("maja")
    person = await people_of(parlour)
    turn = Turn(desk=desk, at=parlour.at, person=person, contact=contact, words=Words())
    largest, larger = (OfferFile("a", "b", b"0" * (LARGEST_OFFERED + more)) for more in (0, 1))

    assert files.bounded(turn, largest) == largest
    assert "5 MB" in text(files.bounded(turn, larger))


async def people_of(parlour: Parlour) -> Person:
    """Maja."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        person = await people_store.by_entra_object_id(session, parlour.contact("maja").entra_object_id)
    assert person is not None
    return person


async def test_a_no_saves_nothing_and_a_yes_after_it_comes_too_late(parlour: Parlour) -> None:
    cart = parlour.carrier = Cart()
    key = await offered(parlour)

    declined = await answered(parlour, "maja", key, None)
    late = await answered(parlour, "maja", key)

    assert isinstance(declined, Replace)
    assert "tackade nej" in text(declined)
    assert "tackat nej" in text(late)
    assert cart.brought == []


async def test_nobody_gets_a_file_that_was_offered_to_somebody_else(parlour: Parlour) -> None:
    cart = parlour.carrier = Cart()
    key = await offered(parlour)
    before = await parlour.everything(but="audit_event")

    reply = await answered(parlour, "karin", key)

    assert isinstance(reply, Refuse)
    assert cart.brought == []
    assert await parlour.everything(but="audit_event") == before


async def test_a_file_whose_day_is_over_is_not_here_any_longer(parlour: Parlour) -> None:
    parlour.carrier = Cart()
    key = await offered(parlour)
    parlour.at += timedelta(days=1)

    assert isinstance(await answered(parlour, "maja", key), Refuse)


async def test_a_file_whose_day_is_over_is_deleted_and_no_other(on_each: Parlour) -> None:
    await offered(on_each)
    on_each.at += timedelta(hours=1)
    await offered(on_each)

    forgotten = await sweeping.run(on_each.database, on_each.at + timedelta(hours=23))

    assert forgotten == 1
    assert len((await on_each.everything())["chat_file"]) == 1


async def test_a_file_that_could_not_be_saved_can_be_had_again(parlour: Parlour) -> None:
    cart = parlour.carrier = Cart(failures=[CarryError(CarryFault.UNAVAILABLE)])
    key = await offered(parlour)

    failed = await answered(parlour, "maja", key)
    retried = await parlour.press("maja", failed, Verb.FILE_AGAIN)
    await answered(parlour, "maja", key)

    assert "kunde inte sparas" in text(failed)
    assert retried == OFFER
    assert len(cart.brought) == 1


async def test_nobody_has_somebody_elses_file_offered_again(parlour: Parlour) -> None:
    key = await offered(parlour)

    assert isinstance(await parlour.send("karin", Verb.FILE_AGAIN, {"file": key}), Refuse)
    assert isinstance(await parlour.send("karin", Verb.FILE_AGAIN, {"file": "another"}), Refuse)


async def test_a_file_behind_a_link_is_found_by_its_key_alone(parlour: Parlour) -> None:
    key = await offered(parlour)

    found = await files.linked(parlour.router.desk, key, parlour.at)
    other = await files.linked(parlour.router.desk, key[:-1], parlour.at)

    assert found is not None
    assert found.content == OFFER.content
    assert other is None
