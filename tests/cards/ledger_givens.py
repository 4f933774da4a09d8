"""Sendings and pages of the delivery ledger to draw cards from."""

from collections.abc import Sequence
from datetime import UTC, datetime

from cards.deliveries import PEOPLE_ON_A_PAGE, Ledger
from cards.paging import page_of
from cards.sending import Sight
from domain.again import Again
from domain.contact import ContactState
from domain.deliveries import FailureReason
from domain.ledger import LedgerEntry, Place
from domain.people import OrgUnitId, PersonId
from domain.reminders import ReminderKind
from domain.rounds import FollowUpRoundId, RoundState
from domain.sendings import Sending, Withdrawal
from domain.tellings import Tellings, ToldManager
from tests.cards import givens

MAJA, ANNA = PersonId(90), PersonId(91)
NAMES = {MAJA: "Maja Strand", ANNA: "Anna Berg"}
NINE = datetime(2023, 8, 24, 7, tzinfo=UTC)  # Thursday 09:00 in Stockholm
FIVE_PAST = datetime(2023, 8, 24, 7, 5, tzinfo=UTC)
NEXT_STEP = datetime(2023, 9, 5, 7, tzinfo=UTC)


def sight(at: datetime = NINE, reader: PersonId = MAJA, name: str = "") -> Sight:
    """Somebody looks; everybody can be given another name."""
    names = dict.fromkeys(NAMES, name) if name else NAMES
    return Sight(at=at, reader=reader, names=names, next_reminder=NEXT_STEP)


def sending(**differences: object) -> Sending:
    """Maja's nudge of nine o'clock, which waits until five past for three people, unless told otherwise."""
    usual: dict[str, object] = {
        "follow_up_round_id": FollowUpRoundId(7),
        "key": f"nudge:{MAJA}:0123456789abcdef",
        "kind": ReminderKind.NUDGE,
        "decided_at": NINE,
        "requested_by": MAJA,
        "waiting": 3,
        "goes_at": FIVE_PAST,
    }
    return Sending(**{**usual, **differences})  # type: ignore[arg-type] # a test names what it changes


def step(**differences: object) -> Sending:
    """The ladder's first step, half of it sent."""
    usual: dict[str, object] = {
        "key": "-15",
        "kind": ReminderKind.STEP,
        "requested_by": None,
        "sent": 12,
        "first_sent": NINE,
        "last_sent": FIVE_PAST,
    }
    return sending(**{**usual, **differences})


def withdrawn(at: datetime = FIVE_PAST, by: PersonId = MAJA) -> Withdrawal:
    return Withdrawal(at=at, by=by)


def entry(number: int = 1, place: Place = Place.SENT, **differences: object) -> LedgerEntry:
    """One person's latest reminder, settled at nine today."""
    usual: dict[str, object] = {
        "person_id": PersonId(number),
        "person": f"Person {number}",
        "org_unit": "Tunabyggen",
        "place": place,
        "not_before": FIVE_PAST,
        "settled_at": None if place in {Place.WAITING, Place.HELD_UP} else NINE,
        "failure": FailureReason.BLOCKED if place in {Place.NOT_REACHED, Place.MAILED} else None,
    }
    return LedgerEntry(**{**usual, **differences})  # type: ignore[arg-type] # a test names what it changes


def ledger(
    entries: Sequence[LedgerEntry],
    *,
    page: int = 0,
    state: RoundState = RoundState.OPEN,
    contact: ContactState = ContactState.BLOCKED,
    summaries: Sequence[LedgerEntry] = (),
    under_way: Sequence[Sending] = (),
    managers: Tellings | None = None,
) -> Ledger:
    """A page of these people, who come in order of their places."""
    return Ledger(
        follow_up_round=givens.follow_up_round(state),
        places={place: sum(each.place is place for each in entries) for place in Place},
        page=page_of(entries, page, PEOPLE_ON_A_PAGE),
        contacts=dict.fromkeys((each.person_id for each in entries), contact),
        summaries=summaries,
        under_way=under_way,
        managers=managers or Tellings(),
        names=NAMES,
    )


def told(entries: Sequence[LedgerEntry], *, left: int = 3, unled: Sequence[str] = ()) -> Tellings:
    """These managers have been told at nine, each of a unit of their own; those units have nobody to tell."""
    return Tellings(
        at=NINE,
        told=tuple(
            ToldManager(entry=each, org_unit_id=OrgUnitId(number), left=left)
            for number, each in enumerate(entries, 1)
        ),
        unled=tuple(givens.org_unit(number, name) for number, name in enumerate(unled, 1)),
    )


def again(people: int, left_out: int, name: str = "") -> Again:
    """So many who can be written to now, and so many who still cannot."""
    reached = givens.overview(1, people, answered=0, name=name)
    lost = givens.overview(1, left_out, answered=0, name=name, contact=ContactState.UNINSTALLED)
    return Again(people=reached.waiting_for, left_out=lost.waiting_for)
