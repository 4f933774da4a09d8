"""What a button in somebody's list was about: found, allowed, and what to say when it is too late."""

from dataclasses import dataclass, replace

from cards.payloads import AboutItem
from dialogs import worklist
from dialogs.desk import Turn
from dialogs.turn import Replace
from domain.drafts import Draft
from domain.people import PersonId
from domain.permissions import may_answer, may_answer_for_others
from domain.plan import PlanActivity, PlanActivityId
from domain.rounds import FollowUpRound, RoundState
from domain.worklist import WorkItem, Worklist
from storage import answers as answer_store
from storage import drafts, worklists
from storage import people as people_store
from storage import rounds as round_store
from storage.database import TenantSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a button was about, found and allowed.

    `on_behalf_of` is who should have answered, when a strategist does it instead, and `reason` why. A list is
    `of_another` when a strategist reads it instead of its owner.
    """

    about: AboutItem
    view: Worklist
    item: WorkItem
    on_behalf_of: PersonId | None = None
    of_another: bool = False
    reason: str = ""
    drafted: frozenset[PlanActivityId] = frozenset()
    """For what on the list the person has typed something that is not saved."""
    draft: Draft | None = None
    """What they had typed about this item when it was found."""

    @property
    def follow_up_round(self) -> FollowUpRound:
        """The round that the list belongs to."""
        return self.view.follow_up_round

    @property
    def responsible(self) -> set[PersonId]:
        """Everybody who owns or co-owns the item."""
        return {self.item.plan_activity.owner_id, *self.item.plan_activity.co_owner_ids}

    @property
    def on_behalf_of_name(self) -> str:
        """The name of who should have answered; "" for nobody else."""
        if self.on_behalf_of is None:
            return ""
        owner = self.view.owner
        return owner.name if owner.person_id == self.on_behalf_of else self.item.owner_name

    @property
    def is_stale(self) -> bool:
        """Whether the item has another answer than the card showed."""
        return (self.item.answer.answer_id if self.item.answer else 0) != self.about.based_on


async def held(
    session: TenantSession, turn: Turn, about: AboutItem, *, on_behalf: bool = False
) -> Place | None:
    """What `find` finds, for whoever is about to change it: nobody else does until they are done."""
    await answer_store.hold(session, about.worklist.follow_up_round_id, about.plan_activity_id)
    return await find(session, turn, about, on_behalf=on_behalf)


async def find(
    session: TenantSession, turn: Turn, about: AboutItem, *, on_behalf: bool = False
) -> Place | None:
    """The place, as things stand now; None when the person may not (or no longer) answer there.

    Where it may be `on_behalf` of whoever should answer, a strategist may too.
    """
    follow_up_round = await round_store.find(session, about.worklist.follow_up_round_id)
    if follow_up_round is None:
        return None
    owner_id = about.worklist.owner_id
    owner = await worklist.visible_owner(session, turn, owner_id)
    other = await worklist.owner_to_answer_for(session, turn, owner_id) if on_behalf and not owner else None
    view = await worklists.of_owner(session, follow_up_round, owner or other or turn.person)
    listed = (each for each in view.items if each.plan_activity.plan_activity_id == about.plan_activity_id)
    # What has been given to somebody else since the card was drawn is on no list of the owner's any longer.
    item = next(listed, None) or await worklists.item(session, follow_up_round, about.plan_activity_id)
    if item is None:
        return None
    typed = await drafts.of_round(session, turn.person.person_id, follow_up_round.follow_up_round_id)
    place = Place(
        about=about,
        view=view,
        item=item,
        of_another=other is not None,
        drafted=frozenset(typed),
        draft=typed.get(about.plan_activity_id),
    )
    if await _may_answer(session, turn, item.plan_activity):
        return place
    if not (on_behalf and may_answer_for_others(turn.person)):
        return None
    is_theirs = item.plan_activity.is_owned_by(view.owner.person_id)
    return replace(place, on_behalf_of=view.owner.person_id if is_theirs else item.plan_activity.owner_id)


async def _may_answer(session: TenantSession, turn: Turn, plan_activity: PlanActivity) -> bool:
    if plan_activity.is_owned_by(turn.person.person_id):
        return True
    involved = await people_store.some(session, {plan_activity.owner_id, *plan_activity.co_owner_ids})
    return may_answer(turn.person, plan_activity, turn.today, involved)


def why_not_open(turn: Turn, place: Place | Worklist) -> str:
    """Why nothing was saved in a round that takes no answers."""
    if place.follow_up_round.state is RoundState.PLANNED:
        return turn.words.say("The follow-up has not opened yet. Nothing was saved.")
    closed = turn.words.moment(place.follow_up_round.closes_at)
    return turn.words.say("The follow-up closed {when}. Nothing was saved.", when=closed)


def based_on_now(place: Place) -> Place:
    """The same place for a card that shows the answer there is now."""
    answer_id = place.item.answer.answer_id if place.item.answer else 0
    return replace(place, about=replace(place.about, based_on=answer_id))


def to_the_list(turn: Turn, place: Place, notice: str = "", others: AboutItem | None = None) -> Replace:
    """Back to the list that the button stood in; `notice` says why nothing was saved.

    `others` is what has just been saved, when others have answered about the same measure.
    """
    return Replace(
        worklist.card(
            turn,
            place.view,
            page=place.about.worklist.page,
            notice=notice,
            drafted=place.drafted,
            on_behalf=place.of_another,
            others=others,
        )
    )


async def is_repeated(session: TenantSession, turn: Turn, place: Place) -> bool:
    """Whether this very press has been saved before."""
    return await answer_store.has_submission(session, submission_key(turn, place))


def submission_key(turn: Turn, place: Place) -> str:
    """What makes a double click one answer."""
    # The key comes from the client; with the person in it nobody can take another's.
    return f"{turn.person.person_id}:{place.about.key}:{place.item.plan_activity.plan_activity_id}"
