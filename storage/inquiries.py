"""Who was asked at the unit about whom: a letter that was given up points at what was asked because of it."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from domain.contact import ContactState
from domain.deliveries import DeliveryId, Fate
from domain.inquiries import AskedStep, is_to_coordinator
from domain.mail import UNTIL_HEARD_FROM, LetterKind
from domain.people import PersonId
from domain.rounds import RoundState
from storage import contacts as contact_store
from storage import letter_links
from storage import people as people_store
from storage.database import TenantSession, table_of
from storage.letters import StoredLetter, to_domain
from storage.tables import DeliveryRow, FollowUpRoundRow, LetterRow

letter = table_of(LetterRow)
delivery = table_of(DeliveryRow)
follow_up_round = table_of(FollowUpRoundRow)


async def unasked(session: TenantSession) -> list[StoredLetter]:
    """The letters of open rounds that were given up and have led to no question yet, the oldest first."""
    query = (
        select(letter)
        .join(follow_up_round, follow_up_round.c.id == letter.c.follow_up_round_id)
        .where(
            letter.c.tenant_id == session.tenant_id,
            letter.c.fate == Fate.GIVEN_UP.value,
            letter.c.asked_key == "",
            follow_up_round.c.state == RoundState.OPEN.value,
        )
        .order_by(letter.c.id)
    )
    return [to_domain(row) for row in await session.execute(query)]


async def mark(session: TenantSession, some: Iterable[StoredLetter], key: str) -> int:
    """Note that somebody is asked because of these letters; how many nobody had been asked about before."""
    ids = [each.letter_id for each in some]
    return await session.change(LetterRow, letter.c.id.in_(ids), letter.c.asked_key == "", asked_key=key)


async def keys_of(session: TenantSession, deliveries: Collection[DeliveryId]) -> dict[DeliveryId, str]:
    """The keys of some messages."""
    query = select(delivery.c.id, delivery.c.key).where(
        delivery.c.tenant_id == session.tenant_id, delivery.c.id.in_(list(deliveries))
    )
    return {DeliveryId(row.id): row.key for row in await session.execute(query)}


async def asked_about(session: TenantSession, key: str) -> list[PersonId]:
    """Those about whom somebody was asked under that key and whom nothing has reached since."""
    direct = await _because_of(session, [key])
    # A manager's own letter was given up: what they were asked is asked of the next one.
    behind = [each.key for each in direct if each.kind is LetterKind.UNIT]
    letters = [*direct, *(await _because_of(session, behind))]
    forms = [each for each in letters if each.kind is LetterKind.FORM]
    if not forms:
        return []
    # What is asked in one message is of one round.
    reached = await letter_links.reached(session, forms[0].follow_up_round_id)
    lost = [each for each in await _not_heard_from(session, forms) if each.person_id not in reached]
    return [each.person_id for each in lost if not await _teams_has_reached(session, each)]


async def steps(session: TenantSession, given_up: Iterable[StoredLetter]) -> dict[PersonId, list[AskedStep]]:
    """Whom somebody has asked because of each letter, one after the other, by whose list it is about."""
    found: dict[PersonId, list[AskedStep]] = {}
    for each in given_up:
        if each.asked_key:
            found[each.person_id] = await _steps(session, each.asked_key)
    return found


async def _steps(session: TenantSession, key: str) -> list[AskedStep]:
    of_key = select(letter).where(letter.c.tenant_id == session.tenant_id, letter.c.key == key)
    by_mail = (await session.execute(of_key)).first()
    query = select(delivery).where(delivery.c.tenant_id == session.tenant_id, delivery.c.key == key)
    row = by_mail or (await session.execute(query)).first()
    if row is None:
        return []
    step = await _step(session, row, by_mail=by_mail is not None)
    following = by_mail.asked_key if by_mail is not None else ""
    return [step, *(await _steps(session, following) if following else [])]


async def _step(session: TenantSession, row: Row[Any], *, by_mail: bool) -> AskedStep:
    person_id = PersonId(row.recipient_id or row.person_id)
    names = {} if is_to_coordinator(row.key) else await people_store.names(session, [person_id])
    return AskedStep(
        name=names.get(person_id, ""),
        by_mail=by_mail,
        fate=Fate(row.fate),
        at=row.settled_at or row.not_before,
    )


async def _because_of(session: TenantSession, keys: Sequence[str]) -> list[StoredLetter]:
    if not keys:
        return []
    query: Select[Any] = select(letter).where(
        letter.c.tenant_id == session.tenant_id, letter.c.asked_key.in_(keys)
    )
    return [to_domain(row) for row in await session.execute(query.order_by(letter.c.id))]


async def _not_heard_from(session: TenantSession, forms: Sequence[StoredLetter]) -> list[StoredLetter]:
    """Those about whoever has not come to Teams since, where their coming would mend what was wrong."""
    contacts = await contact_store.of_people(session, [each.person_id for each in forms])
    active = {person_id for person_id, contact in contacts.items() if contact.state is ContactState.ACTIVE}
    return [each for each in forms if each.reason not in UNTIL_HEARD_FROM or each.person_id not in active]


async def _teams_has_reached(session: TenantSession, about: StoredLetter) -> bool:
    reached_at = await letter_links.reached_in_teams(session, about)
    return reached_at is not None and reached_at > about.created_at
