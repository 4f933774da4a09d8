"""The owner's list, asked for in words or from a card."""

from collections.abc import Collection, Sequence

from cards import payloads
from cards import worklist as worklist_card
from cards.card import Card
from cards.message import message
from cards.payloads import AboutItem, AboutWorklist
from dialogs import living
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Listed, Refuse, Replace, Reply, Show
from domain.people import Person, PersonId
from domain.permissions import may_answer_for_others, may_see_worklist
from domain.plan import PlanActivityId
from domain.rounds import in_mind
from domain.worklist import Worklist
from storage import drafts, worklists
from storage import people as people_store
from storage import rounds as round_store
from storage.database import TenantSession


async def my_activities(turn: Turn) -> Reply:
    """`mina aktiviteter`: the list of the round that people mean today."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = in_mind(await round_store.every(session), turn.at)
        if follow_up_round is None:
            return Show(no_round(turn))
        view = await worklists.of_owner(session, follow_up_round, turn.person)
        standing_in_for = await stood_in_for(session, turn)
        drafted = await drafts.of_round(session, turn.person.person_id, follow_up_round.follow_up_round_id)
    listed = Listed(
        follow_up_round_id=follow_up_round.follow_up_round_id,
        person_id=turn.person.person_id,
        recipient_id=turn.person.person_id,
    )
    return Show(card(turn, view, standing_in_for=standing_in_for, drafted=drafted), listed)


async def stood_in_for(session: TenantSession, turn: Turn) -> list[Person]:
    """Those whom the person talking stands in for today."""
    away = await people_store.away(session, turn.today)
    people = await people_store.some(session, away)
    others = (each for each in people.values() if each.person_id != turn.person.person_id)
    seen = [each for each in others if may_see_worklist(turn.person, each, turn.today, people)]
    return sorted(seen, key=lambda each: each.name)


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """A page of a list, one's own or that of somebody one stands in for."""
    about = payloads.worklist_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        own = await visible_owner(session, turn, about.owner_id)
        owner = own or await owner_to_answer_for(session, turn, about.owner_id)
        if follow_up_round is None or owner is None:
            return not_yours(turn)
        view = await worklists.of_owner(session, follow_up_round, owner)
        mine = turn.person.person_id, submitted.message_id
        typed = await drafts.of_people(session, about.follow_up_round_id, [turn.person.person_id])
        was_held = await living.is_held(session, about.follow_up_round_id, *mine, typed)
    if was_held:
        async with turn.desk.database.writing(turn.contact.tenant_id) as session:
            await living.let_go(session, about.follow_up_round_id, *mine, turn.at)
    drafted = {draft.plan_activity_id for _, draft in typed if draft.fields}
    return Replace(card(turn, view, page=about.page, on_behalf=own is None, drafted=drafted))


async def found(session: TenantSession, turn: Turn, about: AboutWorklist) -> Worklist | None:
    """One's own list, or that of somebody one stands in for; None for any other."""
    follow_up_round = await round_store.find(session, about.follow_up_round_id)
    owner = await visible_owner(session, turn, about.owner_id)
    if follow_up_round is None or owner is None:
        return None
    return await worklists.of_owner(session, follow_up_round, owner)


async def visible_owner(session: TenantSession, turn: Turn, owner_id: PersonId) -> Person | None:
    """The owner whose list is asked for, when the person talking may see it today."""
    if owner_id == turn.person.person_id:
        return turn.person
    people = await people_store.some(session, [owner_id])
    owner = people.get(owner_id)
    return owner if owner and may_see_worklist(turn.person, owner, turn.today, people) else None


async def owner_to_answer_for(session: TenantSession, turn: Turn, owner_id: PersonId) -> Person | None:
    """The owner whose list a strategist may read and answer from, with a reason, as nobody else may."""
    if not may_answer_for_others(turn.person):
        return None
    return (await people_store.some(session, [owner_id])).get(owner_id)


def card(
    turn: Turn,
    view: Worklist,
    *,
    page: int = 0,
    notice: str = "",
    receipt: str = "",
    standing_in_for: Sequence[Person] = (),
    drafted: Collection[PlanActivityId] = (),
    on_behalf: bool = False,
    others: AboutItem | None = None,
) -> Card:
    """The list as its owner, or whoever stands in, sees it; or `on_behalf` of its owner, a strategist.

    `others` is what has just been saved, when others have answered about the same measure.
    """
    return worklist_card.worklist(
        view,
        turn.words,
        key=turn.new_key(),
        today=turn.today,
        page=page,
        notice=notice,
        receipt=receipt,
        standing_in_for=standing_in_for,
        drafted=drafted,
        on_behalf=on_behalf,
        others=others,
    )


def no_round(turn: Turn) -> Card:
    """When nothing is planned at all."""
    say = turn.words.say
    return message(
        turn.words,
        say("No follow-up yet"),
        [say("You will get a message here when it is time to tell how your activities are going.")],
    )


def not_yours(turn: Turn) -> Refuse:
    """When a list or an item belongs to somebody else (now)."""
    text = turn.words.say("This is not yours to answer for any longer. Write “my activities” to see what is.")
    return Refuse(text, is_denied=True)
