"""Makes the address of a form: signed, for one person and one letter, until it is over."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from bot.pages.links import Links, Pass, Purpose
from domain.mail import LetterId
from domain.people import PersonId, TenantId

PLACE = "/svara"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedForms:
    """`origin` is the public address without a slash at its end."""

    links: Links
    origin: str

    def of(self, tenant_id: TenantId, person_id: PersonId, letter_id: LetterId, until: datetime) -> str:
        """The address that opens the form for that person until then."""
        admitted = Pass(tenant_id=tenant_id, person_id=person_id, what=str(letter_id), until=until)
        return f"{self.origin}{PLACE}/{self.links.token(Purpose.LETTER, admitted)}"

    @property
    def host(self) -> str:
        """The host that the addresses are on."""
        return urlsplit(self.origin).hostname or "localhost"
