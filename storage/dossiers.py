"""Matters with all that their cards need to say."""

from collections.abc import Collection

from domain.matters import Dossier, Matter, MatterId, MatterKind
from domain.people import PersonId
from domain.rounds import FollowUpRound, FollowUpRoundId
from storage import people as people_store
from storage import rounds as round_store
from storage import seals, worklists
from storage.database import TenantSession


async def of(session: TenantSession, matters: Collection[Matter]) -> dict[MatterId, Dossier]:
    """The dossier of each matter whose round there is."""
    if not matters:
        return {}
    involved = frozenset[PersonId]().union(*(matter.involved for matter in matters))
    names = await people_store.names(session, involved)
    rounds: dict[FollowUpRoundId, FollowUpRound] = {}
    for round_id in {matter.follow_up_round_id for matter in matters}:
        found = await round_store.find(session, round_id)
        if found is not None:
            rounds[round_id] = found
    return {
        matter.matter_id: await _dossier(session, matter, rounds[matter.follow_up_round_id], names)
        for matter in matters
        if matter.follow_up_round_id in rounds
    }


async def one(session: TenantSession, matter: Matter) -> Dossier:
    """The dossier of one matter."""
    return (await of(session, [matter]))[matter.matter_id]


async def _dossier(
    session: TenantSession, matter: Matter, follow_up_round: FollowUpRound, names: dict[PersonId, str]
) -> Dossier:
    item = None
    if matter.plan_activity_id is not None:
        item = await worklists.item(session, follow_up_round, matter.plan_activity_id)
    left = 0
    if matter.kind is MatterKind.MORE_TIME:
        left = (await worklists.outstanding(session, follow_up_round, [matter.person_id])).get(
            matter.person_id, 0
        )
    seal = None
    if matter.kind is MatterKind.APPROVED:
        # It is told of at the very instant at which it was approved.
        seal = await seals.of_instant(session, matter.follow_up_round_id, matter.asked_at)
    return Dossier(
        matter=matter,
        follow_up_round=follow_up_round,
        item=item,
        names=names,
        outstanding=left,
        seal=seal,
    )
