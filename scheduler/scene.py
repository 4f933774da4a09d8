"""Everything that a batch of messages needs to be judged and drawn, read in one short transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.contact import ContactPoint
from domain.deliveries import DeliveryKind
from domain.people import Person, PersonId
from domain.plan import MunicipalGroup
from domain.rounds import FollowUpRound, FollowUpRoundId
from domain.worklist import WorkItem
from storage import contacts as contact_store
from storage import groups, worklists
from storage import people as people_store
from storage import rounds as round_store
from storage.claims import Delivery
from storage.database import TenantSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One round as it stands now, with its people and where they can be reached."""

    group: MunicipalGroup
    follow_up_round: FollowUpRound
    people: Mapping[PersonId, Person]
    names: Mapping[PersonId, str]
    contacts: Mapping[PersonId, ContactPoint]
    items: tuple[WorkItem, ...]


async def scenes(session: TenantSession, deliveries: Sequence[Delivery]) -> dict[FollowUpRoundId, Scene]:
    """The scene of each round that the deliveries are about."""
    group = await groups.of_tenant(session)
    people = await people_store.everybody(session)
    names = await people_store.names(session)
    contacts = await contact_store.of_people(session)
    found: dict[FollowUpRoundId, Scene] = {}
    for follow_up_round_id in {delivery.follow_up_round_id for delivery in deliveries}:
        follow_up_round = await round_store.find(session, follow_up_round_id)
        if follow_up_round is not None:
            theirs = [each for each in deliveries if each.follow_up_round_id == follow_up_round_id]
            found[follow_up_round_id] = Scene(
                group=group,
                follow_up_round=follow_up_round,
                people=people,
                names=names,
                contacts=contacts,
                items=await worklists.items(session, follow_up_round, _owners(theirs)),
            )
    return found


def _owners(deliveries: Sequence[Delivery]) -> list[PersonId] | None:
    """Whose items are needed; everybody's (None) as soon as one message is a summary."""
    if any(delivery.kind is DeliveryKind.SUMMARY for delivery in deliveries):
        return None
    return [delivery.person_id for delivery in deliveries]
