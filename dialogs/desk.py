"""What every dialog works with: the house's services, and who is talking, when and in which language."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from secrets import token_hex

from cards.words import Words
from dialogs.carrier import FileCarrier, NoCarrier
from dialogs.pages.addresses import NO_PAGES, PageAddresses
from domain.answers import BY_CARD, Way
from domain.calendar import WorkCalendar
from domain.contact import ContactPoint
from domain.people import Person, PersonId
from scheduler.messenger import Messenger
from storage.database import Database

NO_CARRIER = NoCarrier()


def _nothing() -> None:
    """Whoever is woken when there is nobody to wake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The services, put together in the composition root. `wake` asks for delivery at once.

    `undo` is how long what a strategist sets going waits, so that it can be undone. `carrier` fetches and
    brings files. `may_install` says whether the app may be installed for people through Microsoft Graph.
    `make_soon` says that a document that takes long has been ordered, and `report_template` is the
    municipality's own for Word. `pages` makes addresses that open pages in a browser.
    """

    database: Database
    calendar: WorkCalendar
    messenger: Messenger
    wake: Callable[[], None]
    undo: timedelta = timedelta(minutes=5)
    carrier: FileCarrier = NO_CARRIER
    may_install: bool = False
    make_soon: Callable[[], None] = _nothing
    report_template: bytes | None = None
    pages: PageAddresses = NO_PAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who gives an answer, when and by which way; `person_id` is None where only a system is known.

    `client_id` is what is always the same about the system that brings it.
    """

    at: datetime
    person_id: PersonId | None
    name: str
    way: Way = BY_CARD
    client_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One thing said by a known person, at a given instant; `by_mail` when by a link in a letter."""

    desk: Desk
    at: datetime
    person: Person
    contact: ContactPoint
    words: Words
    by_mail: bool = False
    today: date = field(init=False, repr=False, compare=False)
    """The local day, which every rule asks for."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "today", self.desk.calendar.local_day(self.at))

    @property
    def author(self) -> Author:
        """Whoever is talking, as the one who gives an answer."""
        way = Way(by_mail=self.by_mail)
        return Author(at=self.at, person_id=self.person.person_id, name=self.person.name, way=way)

    def page_address(self, place: str) -> str:
        """The address that opens a page for whoever is talking; "" where there are no pages."""
        return self.desk.pages.of(self.contact.tenant_id, self.person.person_id, place, self.at)

    def new_key(self) -> str:
        """A key for a new card, so that pressing its button twice is known to be one press."""
        return token_hex(8)
