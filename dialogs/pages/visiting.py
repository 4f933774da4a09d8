"""Who is visiting a page: looked up at every request, with the roles that they have then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cards.words import Words
from dialogs.desk import Desk
from dialogs.rights import Rights
from domain.people import Person, PersonId, TenantId
from domain.permissions import READERS_OF_SUMMARY, has_any
from scheduler.drawing import words_for
from storage import audit
from storage import contacts as contact_store
from storage import people as people_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A known person at a page, at a given instant; `until` is when they have to come in anew."""

    desk: Desk
    tenant_id: TenantId
    person: Person
    words: Words
    at: datetime
    until: datetime

    @property
    def today(self) -> date:
        """The local day."""
        return self.desk.calendar.local_day(self.at)

    @property
    def may_read(self) -> bool:
        """Whether the pages are for them."""
        return has_any(self.person, READERS_OF_SUMMARY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """Looks people up for the pages. `rights` asks about their groups, where groups give roles."""

    desk: Desk
    rights: Rights | None = None

    async def by_id(
        self, tenant_id: TenantId, person_id: PersonId, at: datetime, until: datetime
    ) -> Visitor | None:
        """Somebody whom a signature names; None when they have left the plan since it was made."""
        if tenant_id not in await self.desk.database.tenants():
            return None
        async with self.desk.database.reading(tenant_id) as session:
            person = (await people_store.some(session, [person_id])).get(person_id)
        return await self._visitor(tenant_id, person, at, until)

    async def by_user(
        self, tenant_id: TenantId, entra_object_id: str, at: datetime, until: datetime
    ) -> Visitor | None:
        """Somebody whom Entra names; None when they are not in the plan."""
        if tenant_id not in await self.desk.database.tenants():
            return None
        async with self.desk.database.reading(tenant_id) as session:
            person = await people_store.by_entra_object_id(session, entra_object_id)
        return await self._visitor(tenant_id, person, at, until)

    async def _visitor(
        self, tenant_id: TenantId, person: Person | None, at: datetime, until: datetime
    ) -> Visitor | None:
        if person is None:
            return None
        if self.rights is not None:
            person = await self.rights.current(tenant_id, person, READERS_OF_SUMMARY, at)
        async with self.desk.database.reading(tenant_id) as session:
            contact = (await contact_store.of_people(session, [person.person_id])).get(person.person_id)
        return Visitor(
            desk=self.desk,
            tenant_id=tenant_id,
            person=person,
            words=words_for(person, contact),
            at=at,
            until=until,
        )


async def note(visitor: Visitor, deed: str, subject: str, details: Mapping[str, object]) -> None:
    """Write down that somebody came, or was turned away."""
    async with visitor.desk.database.writing(visitor.tenant_id) as session:
        await audit.record(
            session,
            deed=deed,
            subject=subject,
            at=visitor.at,
            actor_id=visitor.person.person_id,
            **details,
        )
