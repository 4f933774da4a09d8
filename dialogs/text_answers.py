"""Answers written in words: what was understood is shown before anything is saved."""

from collections.abc import Mapping
from dataclasses import replace

from cards import understood as understood_card
from cards.payloads import AboutItem, AboutWorklist
from cards.said import AboutUnderstood, SaidOfItem, typed_of, understood_of
from cards.understood import Telling
from cards.worklist_row import numbered_title
from dialogs import drafting, worklist
from dialogs.desk import Turn
from dialogs.places import Place, find, is_repeated, submission_key, why_not_open
from dialogs.saving import add, follow_through
from dialogs.status import open_form
from dialogs.turn import CardSubmitted, Listed, Replace, Reply, Say, Show
from domain.answer_form import FormFields, as_it_opens, says_the_same, typed_in
from domain.drafts import Draft
from domain.plan import PlanActivityId
from domain.rounds import in_mind
from domain.text_answers import LONGEST_TEXT, message_of
from domain.understood import Reading, Understood, judged, read
from domain.worklist import Worklist
from storage import answers as answer_store
from storage import drafts, worklists
from storage import rounds as round_store
from storage.database import TenantSession

TEXTS = ("comment", "obstacle_text")


async def said(turn: Turn, text: str) -> Reply | None:
    """What was understood, in a card that saves it; None when the text is no answer at all."""
    message = message_of(text[:LONGEST_TEXT])
    if message is None:
        return None
    if len(text) > LONGEST_TEXT:
        limit = turn.words.number(LONGEST_TEXT)
        return Say(
            turn.words.say("That is more than {limit} characters. Write it in several messages.", limit=limit)
        )
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = in_mind(await round_store.every(session), turn.at)
        if follow_up_round is None:
            return Show(worklist.no_round(turn))
        view = await worklists.of_owner(session, follow_up_round, turn.person)
    if not view.items:
        # Whoever only stands in answers in the lists of those who are away.
        return await worklist.my_activities(turn)
    if not follow_up_round.is_open:
        return _closed(turn, view)
    reading = read(message, view, turn.today)
    telling = Telling(about=_about(view), key=turn.new_key(), astray=message.astray)
    return Show(understood_card.understood(reading, telling, turn.words))


def _closed(turn: Turn, view: Worklist) -> Show:
    """The list, with why nothing can be answered."""
    listed = Listed(
        follow_up_round_id=view.follow_up_round.follow_up_round_id,
        person_id=turn.person.person_id,
        recipient_id=turn.person.person_id,
    )
    return Show(worklist.card(turn, view, notice=why_not_open(turn, view)), listed)


async def edit(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The form of one row with what was said in it; what was typed there before is not lost."""
    about, form = typed_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        place = await find(session, turn, about)
        if place is None:
            return worklist.not_yours(turn)
        if place.follow_up_round.is_open:
            draft = await _draft(session, turn, place)
            merged = _merged(form, place, turn, draft)
            await drafting.keep(session, turn, place, merged, message_id=submitted.message_id)
    return await open_form(turn, submitted)


async def save_understood(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Save what was shown, all in one; what cannot be saved any longer is said, and its text is kept."""
    about = understood_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        # Everybody who holds several takes them in the order of their ids.
        for plan_activity_id in sorted(each.plan_activity_id for each in about.said):
            await answer_store.hold(session, about.worklist.follow_up_round_id, plan_activity_id)
        view = await worklist.found(session, turn, about.worklist)
        if view is None:
            return worklist.not_yours(turn)
        if not view.follow_up_round.is_open:
            return _too_late(turn, view, about)
        saved, refusals, before = await _save(session, turn, view, about)
        if saved:
            # The card that was pressed is no list; the one that stands in the chat already is redrawn.
            await follow_through(session, turn.author, saved, "")
    turn.desk.wake()
    view = saved[-1].view if saved else view
    many = len(saved) + before
    return Replace(understood_card.saved(view, many, refusals, turn.words, turn.today))


async def _save(
    session: TenantSession, turn: Turn, view: Worklist, about: AboutUnderstood
) -> tuple[list[Place], list[str], int]:
    """What was saved, a sentence for each row that was not, and how many this very press had saved before."""
    saved: list[Place] = []
    refusals: list[str] = []
    before = 0
    rows = _rows(view, about, turn)
    for each in about.said:
        row = rows.get(each.plan_activity_id)
        if row is None:
            refusals.append(_gone(turn, each))
            continue
        place = _place(about, each, row, saved[-1].view if saved else view)
        if place.is_stale:
            if await is_repeated(session, turn, place):
                before += 1
            else:
                refusals.append(_answered(turn, row))
                await _keep(session, turn, place, each.form)
        elif row.statement is None:
            refusals.append(_incomplete(turn, row))
            await _keep(session, turn, place, each.form)
        else:
            key = submission_key(turn, place)
            saved.append(await add(session, turn.author, place, row.statement, key, unchanged=row.unchanged))
            await _forget(session, turn, place, each.form)
    return saved, refusals, before


def _rows(view: Worklist, about: AboutUnderstood, turn: Turn) -> Mapping[PlanActivityId, Understood]:
    """What came back, judged anew against the list as it is now."""
    said = {each.plan_activity_id: each for each in about.said}
    found = {}
    for number, item in view.numbered:
        each = said.get(item.plan_activity.plan_activity_id)
        if each is not None:
            row = Understood(number=number, item=item, form=each.form, unchanged=each.unchanged)
            found[each.plan_activity_id] = judged(row, turn.today)
    return found


def _place(about: AboutUnderstood, said: SaidOfItem, row: Understood, view: Worklist) -> Place:
    return Place(
        about=AboutItem(
            worklist=about.worklist,
            plan_activity_id=said.plan_activity_id,
            based_on=said.based_on,
            key=about.key,
        ),
        view=view,
        item=row.item,
    )


async def _keep(session: TenantSession, turn: Turn, place: Place, form: FormFields) -> None:
    """What is not saved is kept as a draft, after what was typed there already."""
    if any(getattr(form, name) for name in (*TEXTS, "progress")):
        draft = await _draft(session, turn, place)
        message_id = draft.message_id if draft else ""
        merged = _merged(form, place, turn, draft)
        await drafting.keep(session, turn, place, merged, message_id=message_id)


async def _forget(session: TenantSession, turn: Turn, place: Place, form: FormFields) -> None:
    """A draft that says nothing more than what has been saved is needed no longer."""
    draft = await _draft(session, turn, place)
    if draft is None:
        return
    opens = as_it_opens(place.item, turn.today)
    if says_the_same(typed_in(opens, draft.fields), _merged(form, place, turn, None)):
        await drafts.forget(
            session,
            turn.person.person_id,
            place.follow_up_round.follow_up_round_id,
            place.about.plan_activity_id,
        )


async def _draft(session: TenantSession, turn: Turn, place: Place) -> Draft | None:
    return await drafts.find(
        session,
        turn.person.person_id,
        place.follow_up_round.follow_up_round_id,
        place.about.plan_activity_id,
    )


def _merged(form: FormFields, place: Place, turn: Turn, draft: Draft | None) -> FormFields:
    """The form as it stands, with what was said in it; texts that were typed there stay, before the new."""
    said = {name: getattr(form, name) for name in form.__slots__ if getattr(form, name)}
    if draft is not None:
        for name in TEXTS:
            before = draft.fields.get(name, "")
            if before and name in said and said[name] not in before:
                said[name] = f"{before}\n{said[name]}"
    opens = as_it_opens(place.item, turn.today)
    if form.progress:
        # Last time's percentage and obstacle belong to last time's progress.
        opens = replace(opens, percent="", obstacle_kind="", obstacle_text="", new_end="")
    return typed_in(typed_in(opens, draft.fields if draft else {}), said)


def _gone(turn: Turn, said: SaidOfItem) -> str:
    """Why a row is not on the list any longer; the text that was meant for it is given back."""
    text = " ".join(filter(None, (said.form.comment, said.form.obstacle_text)))
    gone = turn.words.say("One activity is no longer on your list and was not saved.")
    return f"{gone} {turn.words.say('You wrote: “{text}”', text=text)}" if text else gone


def _incomplete(turn: Turn, row: Understood) -> str:
    return turn.words.say(
        "{title} needs more and is kept as a draft.", title=numbered_title(row.number, row.item)
    )


def _answered(turn: Turn, row: Understood) -> str:
    return turn.words.say(
        "{title} has got an answer from {name} meanwhile and was not changed. Your text is kept as a draft.",
        title=numbered_title(row.number, row.item),
        name=row.item.answered_by_name,
    )


def _too_late(turn: Turn, view: Worklist, about: AboutUnderstood) -> Reply:
    rows = tuple(_rows(view, about, turn).values())
    telling = Telling(
        about=about.worklist, key=turn.new_key(), notice=why_not_open(turn, view), can_save=False
    )
    return Replace(understood_card.understood(Reading(rows=rows), telling, turn.words))


def _about(view: Worklist) -> AboutWorklist:
    return AboutWorklist(
        follow_up_round_id=view.follow_up_round.follow_up_round_id, owner_id=view.owner.person_id
    )
