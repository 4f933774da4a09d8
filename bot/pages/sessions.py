"""Who has come in stays for a while: a signed cookie that no script reads and no other site sends for us."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from aiohttp import web

from bot.pages.links import LinkFault, Links, Pass, Purpose
from dialogs.pages.visiting import Visitor

# A browser takes a cookie with this beginning only over TLS, from this host, and for all of it.
COOKIE = "__Host-lageskoll"


class Way(StrEnum):
    """How somebody has come in."""

    LINK = "link"
    TEAMS = "teams"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    """Begins sessions and reads them again."""

    links: Links
    lifetime: timedelta

    def until(self, at: datetime) -> datetime:
        """When a session that begins now ends, in whole seconds."""
        return (at + self.lifetime).replace(microsecond=0)

    def begin(self, visitor: Visitor, way: Way) -> str:
        """The `Set-Cookie` header."""
        admitted = Pass(
            tenant_id=visitor.tenant_id,
            person_id=visitor.person.person_id,
            what=way.value,
            until=visitor.until,
        )
        token = self.links.token(Purpose.SESSION, admitted)
        age = int((visitor.until - visitor.at).total_seconds())
        # In a frame the cookie is a third party's, which browsers keep apart for each site around it.
        site = "SameSite=None; Partitioned" if way is Way.TEAMS else "SameSite=Lax"
        return f"{COOKIE}={token}; Path=/; Max-Age={age}; Secure; HttpOnly; {site}"

    def read(self, request: web.Request, at: datetime) -> Pass | LinkFault:
        """Whose session it is."""
        return self.links.opened(Purpose.SESSION, request.cookies.get(COOKIE, ""), at)
