"""What a button in somebody's list was about: found, allowed, and what to say when it is too late."""

from dataclasses import dataclass, replace

from cards.payloads import AboutItem
from dialogs import worklist
from dialogs.desk import Turn
from dialogs.turn import Replace
from domain.people import PersonId
from domain.permissions import may_answer
from domain.plan import PlanActivity
from domain.rounds import FollowUpRound, RoundState
from domain.worklist import WorkItem, Worklist
from storage import answers as answer_store
from storage import people as people_store
from storage import rounds as round_store
from storage import worklists
from storage.database import TenantSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a button was about, found and allowed."""

    about: AboutItem
    view: Worklist
    item: WorkItem

    @property
    def follow_up_round(self) -> FollowUpRound:
        """The round that the list belongs to."""
        return self.view.follow_up_round

    @property
    def responsible(self) -> set[PersonId]:
        """Everybody who owns or co-owns the item."""
        return {self.item.plan_activity.owner_id, *self.item.plan_activity.co_owner_ids}

    @property
    def is_stale(self) -> bool:
        """Whether the item has another answer than the card showed."""
        return (self.item.answer.answer_id if self.item.answer else 0) != self.about.based_on


async def find(session: TenantSession, turn: Turn, about: AboutItem) -> Place | None:
    """The place, as things stand now; None when the person may not (or no longer) answer there."""
    follow_up_round = await round_store.find(session, about.worklist.follow_up_round_id)
    if follow_up_round is None:
        return None
    owner = await worklist.visible_owner(session, turn, about.worklist.owner_id) or turn.person
    view = await worklists.of_owner(session, follow_up_round, owner)
    listed = (each for each in view.items if each.plan_activity.plan_activity_id == about.plan_activity_id)
    # What has been given to somebody else since the card was drawn is on no list of the owner's any longer.
    item = next(listed, None) or await worklists.item(session, follow_up_round, about.plan_activity_id)
    if item is None or not await _may_answer(session, turn, item.plan_activity):
        return None
    return Place(about=about, view=view, item=item)


async def _may_answer(session: TenantSession, turn: Turn, plan_activity: PlanActivity) -> bool:
    if plan_activity.is_owned_by(turn.person.person_id):
        return True
    involved = await people_store.some(session, {plan_activity.owner_id, *plan_activity.co_owner_ids})
    return may_answer(turn.person, plan_activity, turn.today, involved)


def why_not_open(turn: Turn, place: Place) -> str:
    """Why nothing was saved in a round that takes no answers."""
    if place.follow_up_round.state is RoundState.PLANNED:
        return turn.words.say("The follow-up has not opened yet. Nothing was saved.")
    closed = turn.words.moment(place.follow_up_round.closes_at)
    return turn.words.say("The follow-up closed {when}. Nothing was saved.", when=closed)


def based_on_now(place: Place) -> Place:
    """The same place for a card that shows the answer there is now."""
    answer_id = place.item.answer.answer_id if place.item.answer else 0
    return replace(place, about=replace(place.about, based_on=answer_id))


def to_the_list(turn: Turn, place: Place, notice: str = "") -> Replace:
    """Back to the list that the button stood in; `notice` says why nothing was saved."""
    return Replace(worklist.card(turn, place.view, page=place.about.worklist.page, notice=notice))


async def is_repeated(session: TenantSession, turn: Turn, place: Place) -> bool:
    """Whether this very press has been saved before."""
    return await answer_store.has_submission(session, submission_key(turn, place))


def submission_key(turn: Turn, place: Place) -> str:
    """What makes a double click one answer."""
    # The key comes from the client; with the person in it nobody can take another's.
    return f"{turn.person.person_id}:{place.about.key}:{place.item.plan_activity.plan_activity_id}"
