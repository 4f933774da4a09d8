"""The form and the list of a letter's link: filled, saved and given back as the card's are."""

from collections.abc import Mapping

from cards.answer_form import Remarks
from cards.payloads import AboutItem
from dialogs import answering, drafting, unchanged
from dialogs.answering import Returned, Saved
from dialogs.by_mail.guest import Guest
from dialogs.places import Place, based_on_now, find, held
from domain.answer_form import FormFields, as_it_opens, typed_in
from domain.worklist import WorkItem
from storage import drafts


async def opened(guest: Guest, item: WorkItem) -> Returned | None:
    """The form as it opens, with what was typed and not saved; None when it is not theirs to answer."""
    turn, about = guest.turn, guest.about(item)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        place = await find(session, turn, about)
        if place is None:
            return None
        draft = await drafts.find(
            session,
            turn.person.person_id,
            place.follow_up_round.follow_up_round_id,
            item.plan_activity.plan_activity_id,
        )
    place = based_on_now(place)
    form = as_it_opens(place.item, turn.today)
    if draft is None or not draft.fields:
        return Returned(place=place, form=form, remarks=Remarks())
    return Returned(
        place=place, form=typed_in(form, draft.fields), remarks=Remarks(typed_at=draft.updated_at)
    )


async def submitted(guest: Guest, about: AboutItem, fields: Mapping[str, str]) -> Saved | Returned | None:
    """Save the form by the card's rules; None when it is not theirs to answer (any longer)."""
    turn, form = guest.turn, _form(fields)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        place = await held(session, turn, about)
        outcome = None if place is None else await answering.submit(session, turn, place, form)
    turn.desk.wake()
    return outcome


async def repeated(guest: Guest, about: AboutItem) -> tuple[Place | None, str]:
    """Save what was said last time; the place, and why it was not saved."""
    turn = guest.turn
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        place = await held(session, turn, about)
        if place is None:
            return None, ""
        saved, refusal = await unchanged.repeat(session, turn, place)
    turn.desk.wake()
    return saved, refusal


def _form(fields: Mapping[str, str]) -> FormFields:
    """A browser ends its lines in another way than Teams does."""
    return drafting.form_of({name: text.replace("\r\n", "\n") for name, text in fields.items()})
