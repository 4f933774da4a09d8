"""How a round stands today, and what every dialog about it notes and says."""

from dialogs.desk import Turn
from domain.contact import ContactState
from domain.overview import Overview, overview
from domain.people import OrgUnitId, Person, PersonId, reached_through
from domain.rounds import FollowUpRound, FollowUpRoundId
from storage import audit, letter_links, worklists
from storage import contacts as contact_store
from storage import matters as matter_store
from storage import people as people_store
from storage.database import TenantSession


async def of_round(
    session: TenantSession, turn: Turn, follow_up_round: FollowUpRound, unit: OrgUnitId | None = None
) -> Overview:
    """The overview as it is now; of one unit alone, if given."""
    items = await worklists.now(session, follow_up_round, unit)
    people = await people_store.everybody(session)
    contacts = await reached(session, turn, people)
    return overview(
        follow_up_round,
        items,
        people,
        contacts,
        await matter_store.every_open(session),
        mailed=await letter_links.reached(session, follow_up_round.follow_up_round_id),
    )


async def reached(
    session: TenantSession, turn: Turn, people: dict[PersonId, Person]
) -> dict[PersonId, ContactState]:
    """Whether we may write to each; somebody who is away is reached through whoever stands in."""
    contacts = await contact_store.of_people(session)
    states = {person_id: contact.state for person_id, contact in contacts.items()}
    return reached_through(people, states, turn.today)


async def record(
    session: TenantSession, turn: Turn, deed: str, follow_up_round_id: FollowUpRoundId, count: int
) -> None:
    """Note in the audit trail what somebody did to a round, and to how many."""
    await audit.record(
        session,
        deed=deed,
        subject=f"round:{follow_up_round_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        count=count,
    )


def not_open(turn: Turn) -> str:
    """When somebody wants to remind people in a round that takes no answers."""
    return turn.words.say("The follow-up is not open. Nobody was reminded.")


def unknown(turn: Turn) -> str:
    """When a card is about a round that is no longer there."""
    return turn.words.say("That follow-up is not here any longer. Write “overview” to see the present one.")
