"""How one wants to be reminded: at which hours, and whether only the deadline matters."""

from dataclasses import replace

from cards import preferences as preferences_card
from cards.fields import text_of
from cards.preferences import PAUSED, WishFields
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Replace, Reply, Show
from domain import wishes as wish_rules
from domain.wishes import BEGINS, ENDS, Wishes
from storage import audit
from storage import people as people_store


async def asked(turn: Turn) -> Reply:
    """`påminnelser`."""
    fields = preferences_card.of_wishes(_wishes(turn))
    return Show(preferences_card.ask(fields, turn.words, turn.desk.calendar))


async def show(turn: Turn, _submitted: CardSubmitted) -> Reply:
    """The same from a button."""
    fields = preferences_card.of_wishes(_wishes(turn))
    return Replace(preferences_card.ask(fields, turn.words, turn.desk.calendar))


async def save(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Remember them and say what they mean; what is wrong is told at its field."""
    begins, ends, paused = (text_of(submitted.data, name) for name in (BEGINS, ENDS, PAUSED))
    typed = WishFields(begins=begins, ends=ends, paused=paused)
    wishes = wish_rules.check(typed.begins, typed.ends, typed.paused, turn.desk.calendar)
    if not isinstance(wishes, Wishes):
        fields = replace(typed, faults=wishes)
        return Replace(preferences_card.ask(fields, turn.words, turn.desk.calendar))
    await _remember(turn, wishes)
    return Replace(preferences_card.receipt(wishes, turn.words, turn.desk.calendar))


async def pause(turn: Turn) -> Reply:
    """`pausa påminnelser`: the early ones; the last before the deadline comes all the same."""
    await _remember(turn, replace(_wishes(turn), wants_only_the_deadline=True))
    return Show(preferences_card.paused(turn.words))


async def resume(turn: Turn) -> Reply:
    """`starta påminnelser`."""
    await _remember(turn, replace(_wishes(turn), wants_only_the_deadline=False))
    return Show(preferences_card.resumed(turn.words))


def _wishes(turn: Turn) -> Wishes:
    person = turn.person
    return Wishes(hours=person.hours, wants_only_the_deadline=person.wants_only_the_deadline)


async def _remember(turn: Turn, wishes: Wishes) -> None:
    """Only news are written down: saying the same twice is one deed."""
    if wishes == _wishes(turn):
        return
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await people_store.set_wishes(
            session,
            turn.person.person_id,
            hours=wishes.hours,
            wants_only_the_deadline=wishes.wants_only_the_deadline,
        )
        await audit.record(
            session,
            deed="person.wishes_set",
            subject=f"person:{turn.person.person_id}",
            at=turn.at,
            actor_id=turn.person.person_id,
            begins=wishes.hours.begins if wishes.hours else None,
            ends=wishes.hours.ends if wishes.hours else None,
            wants_only_the_deadline=wishes.wants_only_the_deadline,
        )
