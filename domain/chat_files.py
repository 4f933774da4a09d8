"""Files on their way between us and somebody's chat, and what may become of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.people import PersonId

LARGEST_OFFERED = 5 * 1024 * 1024
LARGEST_RECEIVED = 10 * 1024 * 1024
KEPT_FOR = timedelta(days=1)


class Purpose(StrEnum):
    """Why a file is kept."""

    OFFERED = "offered"
    PLAN = "plan"


class FileState(StrEnum):
    """How far a file has come: an offered one is saved, a received plan is read in; either may be let go."""

    KEPT = "kept"
    UNDER_WAY = "under_way"
    DONE = "done"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatFile:
    """One file and whose it is. `facts` is what its purpose remembers about it."""

    key: str
    person_id: PersonId
    purpose: Purpose
    name: str
    content: bytes
    facts: str
    state: FileState
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOffer:
    """A question whether somebody wants a file; `size` in bytes, and `key` names the file again."""

    key: str
    name: str
    description: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """Where an accepted file goes, and where its owner finds it afterwards; all as Teams says."""

    address: str
    name: str
    content_url: str
    unique_id: str
    file_type: str
