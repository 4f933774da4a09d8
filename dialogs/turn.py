"""What crosses the seam: what came in, in our words, and what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from cards.card import Card, JsonValue
from domain.chat_files import Upload
from domain.contact import ContactPoint
from domain.people import PersonId, TenantId
from domain.rounds import FollowUpRoundId


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who is talking, as the verified channel says; never as a card says."""

    tenant_id: TenantId
    entra_object_id: str
    name: str
    locale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSaid:
    """Somebody wrote to us."""

    sender: Sender
    contact: ContactPoint
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSubmitted:
    """Somebody pressed a button in one of our cards. `data` is whatever their client sent."""

    sender: Sender
    contact: ContactPoint
    verb: str
    data: Mapping[str, JsonValue]
    message_id: str
    """The message that the card stands in; empty when the client did not say."""
    wants_card: bool = True
    """False for `Action.Submit`, which cannot be answered with a card in place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BotInstalled:
    """The app was added for somebody, or the chat was opened for the first time."""

    sender: Sender
    contact: ContactPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class BotRemoved:
    """The app was removed for somebody."""

    sender: Sender
    contact: ContactPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedToTeam:
    """Somebody added the app to a team; `place` is the channel that it may write in."""

    sender: Sender
    contact: ContactPoint
    place: ContactPoint
    team_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedFromTeam:
    """Somebody removed the app from a team."""

    sender: Sender
    contact: ContactPoint
    place: ContactPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReceived:
    """Somebody sent a file."""

    sender: Sender
    contact: ContactPoint
    file_name: str
    download_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileConsented:
    """Somebody said yes or no to a file; `upload` says where it goes, None where they said no."""

    sender: Sender
    contact: ContactPoint
    key: str
    upload: Upload | None
    message_id: str
    """The message with the question; empty when the client did not say."""


OfTeam = AddedToTeam | RemovedFromTeam
Incoming = TextSaid | CardSubmitted | BotInstalled | BotRemoved | OfTeam | FileReceived | FileConsented


@dataclass(frozen=True, slots=True)
class Nothing:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Say:
    """A short plain sentence."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Whose list in which round a card shows, and in whose chat."""

    follow_up_round_id: FollowUpRoundId
    person_id: PersonId
    recipient_id: PersonId


@dataclass(frozen=True, slots=True)
class Show:
    """A new message with a card. With `listed` it becomes the one in its chat that shows that list."""

    card: Card
    listed: Listed | None = None


@dataclass(frozen=True, slots=True)
class Replace:
    """The card takes the place of the one that was pressed; the same as `Show` where there is none.

    `is_denied` is as in `Refuse`, for who gets back what they had typed.
    """

    card: Card
    is_denied: bool = False


@dataclass(frozen=True, slots=True)
class Refuse:
    """A polite no that leaves the pressed card as it is. `is_denied`: somebody else may; that is noted."""

    text: str
    is_denied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSaved:
    """An accepted file is among the person's own: it is shown, and `card` takes the question's place."""

    file: Upload
    card: Card


@dataclass(frozen=True, slots=True)
class OfferFile:
    """A file for whoever asked: they are asked in the chat whether they want it. At most 5 MB."""

    name: str
    description: str
    content: bytes


Spoken = Nothing | Say | Show | Replace | Refuse
Reply = Spoken | FileSaved | OfferFile
