"""Erasing somebody: what they are called afterwards, and what hinders it."""

from datetime import date, datetime

from cards import data_kinds
from cards.words import Words
from domain.erasure import Hindrances, Somebody, Wish
from domain.people import Role, TenantId
from domain.retention import ErasedNames
from storage.database import Database
from storage.person_data import erasing


def wish_for(who: Somebody, names: ErasedNames, words: Words, on: date) -> Wish:
    """How the municipality wants it: the name is kept where they answered, or replaced by what they were."""
    name = who.name if names is ErasedNames.KEEP else _part(who, words)
    return Wish(name=name, mark=data_kinds.mark(words), on=on)


async def erased(
    database: Database, tenant_id: TenantId, who: Somebody, wish: Wish, at: datetime
) -> Hindrances:
    """Erase them; nothing is changed when anything hinders it."""
    async with database.writing(tenant_id) as session:
        found = await erasing.hindrances(session, who, wish)
        if not found.are_any:
            await erasing.erase(session, who, wish, at)
    return found


def _part(who: Somebody, words: Words) -> str:
    if Role.DIRECTOR in who.roles:
        return words.say("the director at the time")
    if Role.STRATEGIST in who.roles:
        return words.say("a strategist at the time")
    return words.say("responsible at {unit}", unit=who.org_unit)
