"""Makes the addresses that cards carry to pages: signed, for one person, and only for a while."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.pages.links import Links, Pass, Purpose
from domain.people import PersonId, TenantId

ROUTE = "/l/{token}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedAddresses:
    """`origin` is the public address without a slash at its end."""

    links: Links
    origin: str
    lifetime: timedelta

    def of(self, tenant_id: TenantId, person_id: PersonId, place: str, at: datetime) -> str:
        """The address that opens `place` for that person from `at` on."""
        admitted = Pass(tenant_id=tenant_id, person_id=person_id, what=place, until=at + self.lifetime)
        return self.origin + ROUTE.format(token=self.links.token(Purpose.PAGE, admitted))
