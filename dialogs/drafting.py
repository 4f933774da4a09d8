"""Nothing typed is lost: what stands in a form is kept as a draft whenever the form goes away unsaved."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from cards import payloads
from cards.card import JsonValue
from cards.fields import text_of
from dialogs.desk import Turn
from dialogs.places import Place, find
from dialogs.turn import CardSubmitted, Reply
from domain.answer_form import FIELD_NAMES, FormFields, as_it_opens, says_the_same, texts_of
from storage import drafts
from storage.database import TenantSession

Handler = Callable[[Turn, CardSubmitted], Awaitable[Reply]]


def form_of(data: Mapping[str, JsonValue]) -> FormFields:
    """What was typed in the form, as the client sent it."""
    return FormFields(**{name: text_of(data, name) for name in FIELD_NAMES})


async def keep(
    session: TenantSession, turn: Turn, place: Place, form: FormFields, *, message_id: str = ""
) -> bool:
    """Keep what was typed, in the message where the form stays open, or in none; returns if it was anything.

    A form as it opened holds nothing that anybody typed.
    """
    is_typed = not says_the_same(form, as_it_opens(place.item, turn.today))
    of_place = (
        turn.person.person_id,
        place.follow_up_round.follow_up_round_id,
        place.about.plan_activity_id,
    )
    if not is_typed and not message_id:
        await drafts.forget(session, *of_place)
        return False
    await drafts.keep(
        session,
        person_id=turn.person.person_id,
        follow_up_round_id=place.follow_up_round.follow_up_round_id,
        plan_activity_id=place.about.plan_activity_id,
        fields=texts_of(form) if is_typed else {},
        message_id=message_id,
        page=place.about.worklist.page,
        at=turn.at,
    )
    return is_typed


def noted(place: Place, *, is_draft: bool) -> Place:
    """The place as it is when there is a draft for its item, or none any longer."""
    item = {place.about.plan_activity_id}
    return replace(place, drafted=place.drafted | item if is_draft else place.drafted - item)


def kept(handler: Handler) -> Handler:
    """The same handler for a button in the form: what was typed is kept before another card comes."""

    async def keeping(turn: Turn, submitted: CardSubmitted) -> Reply:
        if any(name in submitted.data for name in FIELD_NAMES):
            about, form = payloads.item_of(submitted.data), form_of(submitted.data)
            async with turn.desk.database.writing(turn.contact.tenant_id) as session:
                place = await find(session, turn, about, on_behalf=True)
                if place is not None and place.follow_up_round.is_open:
                    await keep(session, turn, place, form, message_id=submitted.message_id)
        return await handler(turn, submitted)

    return keeping
