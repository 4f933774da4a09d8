"""What the database that is replaced knows of messages, so that nobody gets again what they have got."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from domain.deliveries import DeliveryKind, Fate
from storage.database import table_of
from storage.tables import DeliveryRow, ReminderRow

ON_THEIR_WAY = f"('{Fate.WAITING.value}', '{Fate.CLAIMED.value}')"
FATE = ("fate", "recipient_id", "message_id", "attempts", "failure", "code", "settled_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOver:
    """How many messages the database before knew to be sent, and how many answers only it has."""

    messages: int
    answers_left: int


def bring(before: Path, fresh: Path) -> CarriedOver | None:
    """Bring it over; None when the database before cannot be read."""
    try:
        with closing(sqlite3.connect(fresh)) as connection:
            connection.execute("ATTACH DATABASE ? AS before", (str(before),))
            if not _has_the_same_columns(connection):
                return None
            with connection:
                known = _sent(connection)
                _settle(connection)
                _add_reminders(connection)
                _add_deliveries(connection)
            return CarriedOver(messages=_sent(connection) - known, answers_left=_answers_left(connection))
    except sqlite3.DatabaseError:
        return None


def _has_the_same_columns(connection: sqlite3.Connection) -> bool:
    """A database of another version is not guessed at."""
    for table in ("delivery", "reminder", "answer"):
        ours, theirs = (
            {row[1] for row in connection.execute(f"PRAGMA {schema}.table_info({table})")}
            for schema in ("main", "before")
        )
        if ours != theirs:
            return False
    return True


def _sent(connection: sqlite3.Connection) -> int:
    """How many messages have been sent, those apart that only change one that is there."""
    query = "SELECT count(*) FROM main.delivery WHERE fate = ? AND kind <> ?"
    return int(connection.execute(query, (Fate.SENT.value, DeliveryKind.CARD_UPDATE.value)).fetchone()[0])


def _settle(connection: sqlite3.Connection) -> None:
    """What waits here and was settled there is settled here too."""
    sets = ", ".join(f"{name} = b.{name}" for name in FATE)
    connection.execute(
        f"UPDATE main.delivery SET {sets}, lease = '', leased_until = NULL FROM before.delivery AS b"  # noqa: S608 - our own names
        " WHERE b.tenant_id = delivery.tenant_id AND b.key = delivery.key"
        f" AND delivery.fate IN {ON_THEIR_WAY} AND b.fate NOT IN {ON_THEIR_WAY}"
    )


def _add_reminders(connection: sqlite3.Connection) -> None:
    """What was decided there since then is not to be decided again."""
    names = _names(ReminderRow)
    connection.execute(
        f"INSERT OR IGNORE INTO main.reminder ({names}) SELECT {names} FROM before.reminder AS b"  # noqa: S608 - our own names
        " WHERE EXISTS (SELECT 1 FROM main.person p WHERE p.id = b.person_id)"
        " AND EXISTS (SELECT 1 FROM main.follow_up_round r WHERE r.id = b.follow_up_round_id)"
        " AND (b.requested_by IS NULL OR EXISTS (SELECT 1 FROM main.person p WHERE p.id = b.requested_by))"
    )


def _add_deliveries(connection: sqlite3.Connection) -> None:
    names = _names(DeliveryRow)
    taken = names.replace("reminder_id", _REMINDER)
    connection.execute(
        f"INSERT OR IGNORE INTO main.delivery ({names}) SELECT {taken} FROM before.delivery AS b"  # noqa: S608 - our own names
        f" WHERE b.fate NOT IN {ON_THEIR_WAY} AND b.matter_id IS NULL"
        f" AND (b.reminder_id IS NULL OR {_REMINDER} IS NOT NULL)"
        " AND EXISTS (SELECT 1 FROM main.person p WHERE p.id = b.person_id)"
        " AND (b.recipient_id IS NULL OR EXISTS (SELECT 1 FROM main.person p WHERE p.id = b.recipient_id))"
        " AND EXISTS (SELECT 1 FROM main.follow_up_round r WHERE r.id = b.follow_up_round_id)"
    )


# The same reminder has another id here.
_REMINDER = (
    "(SELECT n.id FROM before.reminder AS o JOIN main.reminder AS n ON n.tenant_id = o.tenant_id"
    " AND n.follow_up_round_id = o.follow_up_round_id AND n.person_id = o.person_id AND n.key = o.key"
    " WHERE o.id = b.reminder_id)"
)


def _names(row: type[DeliveryRow] | type[ReminderRow]) -> str:
    """Every column but the id, which is given anew."""
    return ", ".join(f"{column.name}" for column in table_of(row).columns if column.name != "id")


def _answers_left(connection: sqlite3.Connection) -> int:
    query = (
        "SELECT count(*) FROM before.answer AS b WHERE NOT EXISTS (SELECT 1 FROM main.answer AS a"
        " WHERE a.tenant_id = b.tenant_id AND a.submission_key = b.submission_key)"
    )
    return int(connection.execute(query).fetchone()[0])
