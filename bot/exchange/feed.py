"""The answers of a round in our words, by subject: what goes out, and what is compared with what comes in."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.exchange.service import is_theirs
from bot.exchange.subjects import FORM_FIELDS, Subject
from domain.answer_form import prefilled
from domain.answers import AnswerId
from domain.brought import Service
from domain.people import OrgUnitId, PersonId
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRound
from storage import answer_feed, org_units, plan_pages
from storage import brought as brought_store
from storage import people as people_store
from storage.answer_feed import FedAnswer, Wanted
from storage.database import TenantSession

AT_ONCE = 1000
Texts = Mapping[Subject, str]


async def answers(
    session: TenantSession, follow_up_round: FollowUpRound, *, history: bool = False
) -> list[FedAnswer]:
    """The latest answer to each plan activity, or every one, in the order they were given."""
    found: list[FedAnswer] = []
    while True:
        page = await answer_feed.page(
            session,
            follow_up_round.follow_up_round_id,
            Wanted(history=history),
            after=found[-1].answer.answer_id if found else 0,
            many=AT_ONCE,
        )
        found += page
        if len(page) < AT_ONCE:
            return found


def said(fed: FedAnswer) -> dict[Subject, str]:
    """What an answer says, as the form would have it."""
    form = prefilled(fed.answer)
    texts = {about: str(getattr(form, name)) for about, name in FORM_FIELDS.items()}
    return {**texts, Subject.NUMBER: fed.number, Subject.REASON: fed.answer.reason}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is told with an answer besides what it says."""

    titles: Mapping[PlanActivityId, str]
    org_units: Mapping[OrgUnitId, str]
    addresses: Mapping[PersonId, str]
    external_ids: Mapping[AnswerId, str]

    def told(self, fed: FedAnswer) -> Texts:
        """Everything that a file can tell of an answer."""
        found = fed.answer
        return {
            **said(fed),
            Subject.EXTERNAL_ID: self.external_ids.get(found.answer_id, ""),
            Subject.ANSWERED_BY: self.addresses.get(found.answered_by, "") if found.answered_by else "",
            Subject.ANSWERED_AT: found.said_at.isoformat(),
            Subject.TITLE: self.titles.get(found.plan_activity_id, ""),
            Subject.ORG_UNIT: self.org_units.get(fed.org_unit_id, ""),
            Subject.ANSWERER: fed.answered_by or found.source,
            Subject.ANSWER_ID: str(found.answer_id),
        }


async def surroundings(
    session: TenantSession, follow_up_round: FollowUpRound, service: Service
) -> Surroundings:
    """What the round's plan is about, who is in it, and what the system calls the answers that it brought."""
    titles: dict[PlanActivityId, str] = {}
    after = 0
    while page := await plan_pages.page(session, follow_up_round.plan_id, after=after, many=AT_ONCE):
        titles |= {each.plan_activity.plan_activity_id: each.plan_activity.title for each in page}
        after = page[-1].plan_activity.plan_activity_id
    people = await people_store.everybody(session)
    known = await brought_store.of_round(session, service, follow_up_round.follow_up_round_id)
    return Surroundings(
        titles=titles,
        org_units=await org_units.names(session),
        addresses={each.person_id: each.email for each in people.values()},
        external_ids={answer_id: each for answer_id, each in known.items() if is_theirs(each)},
    )
