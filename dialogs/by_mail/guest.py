"""Who comes by the link in a letter, and whether it still opens anything: looked up at every request."""

from dataclasses import dataclass
from datetime import datetime

from cards.payloads import AboutItem, AboutWorklist
from cards.words import Words
from dialogs import worklist
from dialogs.desk import Desk, Turn
from domain.contact import ContactPoint
from domain.mail import LetterId, LinkEnd, ended
from domain.people import Person, PersonId, TenantId
from domain.plan import PlanActivityId
from domain.worklist import WorkItem, Worklist
from storage import audit, letter_links, letters
from storage import people as people_store
from storage import rounds as round_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A known person with a letter, and the list that it is about."""

    turn: Turn
    letter_id: LetterId
    view: Worklist

    @property
    def owner(self) -> Person:
        """Whose list it is: their own, or that of somebody whom they stand in for."""
        return self.view.owner

    def item(self, plan_activity_id: int) -> WorkItem | None:
        """That plan activity, if it is on the list."""
        on_list = {each.plan_activity.plan_activity_id: each for each in self.view.items}
        return on_list.get(PlanActivityId(plan_activity_id))

    def about(
        self, item: WorkItem, *, based_on: int | None = None, key: str = "", asked: str = ""
    ) -> AboutItem:
        """The same as a card's button would say; `based_on` is the answer that the form showed."""
        shown = item.answer.answer_id if item.answer else 0
        return AboutItem(
            worklist=AboutWorklist(
                follow_up_round_id=self.view.follow_up_round.follow_up_round_id,
                owner_id=self.owner.person_id,
            ),
            plan_activity_id=item.plan_activity.plan_activity_id,
            based_on=shown if based_on is None else based_on,
            key=key or self.turn.new_key(),
            asked=asked,
        )


async def welcome(
    desk: Desk, tenant_id: TenantId, person_id: PersonId, letter_id: LetterId, at: datetime
) -> Guest | LinkEnd:
    """Whoever a letter's link is for; or why it opens nothing."""
    if tenant_id not in await desk.database.tenants():
        return LinkEnd.UNKNOWN
    async with desk.database.reading(tenant_id) as session:
        letter = await letters.find(session, letter_id)
        person = (await people_store.some(session, [person_id])).get(person_id)
        if letter is None or person is None or letter.recipient_id != person_id:
            return LinkEnd.UNKNOWN
        follow_up_round = await round_store.find(session, letter.follow_up_round_id)
        if follow_up_round is None:
            return LinkEnd.UNKNOWN
        reached_at = await letter_links.reached_in_teams(session, letter)
        if why := ended(
            follow_up_round,
            written_at=letter.created_at,
            withdrawn_at=letter.withdrawn_at,
            reached_at=reached_at,
            at=at,
        ):
            return why
        turn = _turn(desk, tenant_id, person, at)
        about = AboutWorklist(
            follow_up_round_id=follow_up_round.follow_up_round_id, owner_id=letter.person_id
        )
        # Whoever stood in when the letter left may not stand in any longer.
        view = await worklist.found(session, turn, about)
    return LinkEnd.UNKNOWN if view is None else Guest(turn=turn, letter_id=letter_id, view=view)


async def note(guest: Guest, deed: str, **details: object) -> None:
    """Write down that a link was used."""
    turn = guest.turn
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await audit.record(
            session,
            deed=deed,
            subject=f"letter:{guest.letter_id}",
            at=turn.at,
            actor_id=turn.person.person_id,
            channel="e-mail",
            **details,
        )


def _turn(desk: Desk, tenant_id: TenantId, person: Person, at: datetime) -> Turn:
    nowhere = ContactPoint(
        tenant_id=tenant_id,
        entra_object_id=person.entra_object_id or "",
        service_url="",
        conversation_id="",
        person_id=person.person_id,
    )
    return Turn(
        desk=desk, at=at, person=person, contact=nowhere, words=Words(language=person.language), by_mail=True
    )
