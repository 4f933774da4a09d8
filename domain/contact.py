"""Where a person can be reached in Teams; our own record, never the SDK's."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.people import Language, PersonId, TenantId


class ContactState(StrEnum):
    """Whether we may write; only `ACTIVE` may be written to."""

    ACTIVE = "active"
    UNINSTALLED = "uninstalled"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPoint:
    """A personal chat with the bot. `conversation_id` is empty until one has been opened."""

    tenant_id: TenantId
    entra_object_id: str
    service_url: str
    conversation_id: str
    teams_user_id: str = ""
    bot_id: str = ""
    person_id: PersonId | None = None
    language: Language | None = None
    state: ContactState = ContactState.ACTIVE
    updated_at: datetime | None = None
    """When it was last refreshed; None before it is stored."""

    def of(self, person_id: PersonId) -> "ContactPoint":
        """The same, known to be that person's."""
        return replace(self, person_id=person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What the Teams roster says about somebody in a conversation."""

    entra_object_id: str
    name: str
    addresses: tuple[str, ...]
    """E-mail address and user principal name, lower case, the e-mail address first."""
