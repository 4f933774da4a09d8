"""How a round stands today: by unit and owner, with where each can be reached."""

from dialogs.desk import Turn
from domain.contact import ContactState
from domain.overview import Overview, overview
from domain.people import Person, PersonId, stand_in
from domain.rounds import FollowUpRound
from storage import contacts as contact_store
from storage import people as people_store
from storage import worklists
from storage.database import TenantSession


async def of_round(session: TenantSession, turn: Turn, follow_up_round: FollowUpRound) -> Overview:
    """The overview as it is now."""
    items = await worklists.items(session, follow_up_round)
    people = await people_store.everybody(session)
    return overview(follow_up_round, items, people, await reached(session, turn, people))


async def reached(
    session: TenantSession, turn: Turn, people: dict[PersonId, Person]
) -> dict[PersonId, ContactState]:
    """Whether we may write to each; somebody who is away is reached through whoever stands in."""
    contacts = await contact_store.of_people(session)
    found = {}
    for person in people.values():
        contact = contacts.get(stand_in(person, turn.today, people).person_id)
        if contact is not None:
            found[person.person_id] = contact.state
    return found
