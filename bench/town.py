"""A municipality to measure with: who lives there, when it is, and its reminders in the outbox."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from domain.people import PersonId, TenantId
from domain.reminders import ReminderDecision, ReminderKind
from domain.rounds import FollowUpRoundId
from storage import reminders as reminder_store
from storage.database import Database

# Tuesday 5 September 2023, 09:00 in Stockholm: the round is open and its second step has come.
MORNING = datetime(2023, 9, 5, 7, tzinfo=UTC)
# The first few are reminded at once, the rest when the senders are warm.
DUE = MORNING + timedelta(hours=1)
# 20:00 in Stockholm: what is decided now waits until the next morning.
EVENING = MORNING + timedelta(hours=11)
ANSWERED_LAST_TIME = datetime(2023, 1, 9, 9, tzinfo=UTC)
# As many as an owner in Borlänge's plan has (2.9); the reminder is a card of about 6 KB then.
ITEMS = 3
# In the largest plans there are more for each.
ITEMS_IN_LARGE_PLANS = 5
REMINDERS_AT_A_TIME = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A municipality that was written. Its people have the ids from `first_person`, one after the other.

    So have their plan activities, `items` for each of them, from `first_item`.
    """

    tenant_id: TenantId
    follow_up_round_id: FollowUpRoundId
    first_person: PersonId
    owners: int
    first_item: int
    items: int

    def people(self) -> Sequence[PersonId]:
        """Every owner."""
        return [PersonId(self.first_person + number) for number in range(self.owners)]


def tenant_id(number: int) -> TenantId:
    """The id of the nth municipality."""
    return TenantId(str(UUID(int=(0x4000 << 64) + (0x8 << 60) + number)))


def entra_id(person_id: int) -> str:
    """The Entra object id of a person."""
    return str(UUID(int=(0x4001 << 64) + (0x8 << 60) + person_id))


def conversation_id(person_id: int) -> str:
    """The personal chat of a person."""
    return f"a:bench-{person_id}"


async def remind(url: str, towns: Iterable[Town], *, warm_up: int = 0) -> None:
    """Put a reminder to every owner into the outbox; the first `warm_up` are due in the morning."""
    database = Database(url)
    try:
        for town in towns:
            people = town.people()
            for first in range(0, len(people), REMINDERS_AT_A_TIME):
                decisions = [
                    ReminderDecision(
                        person_id=person_id,
                        key="nudge:bench",
                        kind=ReminderKind.NUDGE,
                        not_before=MORNING if person_id < town.first_person + warm_up else DUE,
                    )
                    for person_id in people[first : first + REMINDERS_AT_A_TIME]
                ]
                async with database.writing(town.tenant_id) as session:
                    await reminder_store.put(session, town.follow_up_round_id, decisions, MORNING)
    finally:
        await database.close()
