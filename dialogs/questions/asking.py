"""“Fråga ansvarig”: from the summary to whoever answers for a plan activity, and back to where one was."""

from dataclasses import dataclass, replace

from cards.card import Card
from cards.fields import text_of
from cards.question.form import NOTHING_WRITTEN, Post, Written, ask_question, goes_to
from cards.question.payloads import OWN_WORDS, READY, AboutQuestion, question_of, where_it_stands
from cards.question.ready_made import wording
from cards.summary.payloads import Screen
from dialogs import matters
from dialogs.desk import Turn
from dialogs.questions.doubting import doubt
from dialogs.summary import looking, screens
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from domain.matters import Matter, MatterKind, MatterState, respond_by
from domain.questions import LONGEST_QUESTION, ReadyMade, addressees, reminded_at, responsible
from domain.rounds import FollowUpRound
from domain.worklist import WorkItem
from storage import answers as answer_store
from storage import audit, matter_messages, worklists
from storage import contacts as contact_store
from storage import matters as matter_store
from storage import people as people_store
from storage import questions as question_store
from storage import rounds as round_store
from storage.database import TenantSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is asked about, found and allowed, and who would get it."""

    about: AboutQuestion
    follow_up_round: FollowUpRound
    item: WorkItem
    post: Post


async def ask(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The form: what, to whom and when. Its key makes pressing send twice one question."""
    about = replace(question_of(submitted.data), key=turn.new_key(), warned=False)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        found = await _found(session, turn, about)
    return found if isinstance(found, Refuse) else Replace(_form(turn, found))


async def send(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Ask it, and go back to where one was."""
    about = question_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await answer_store.hold(session, about.summary.follow_up_round_id, about.plan_activity_id)
        found = await _found(session, turn, about)
        if isinstance(found, Refuse):
            return found
        if await question_store.with_key(session, _key(turn, about)) is None:
            written = _written(turn, submitted, found)
            if written.fault or written.doubt:
                return Replace(_form(turn, found, written))
            await _asked(session, turn, found, _text(turn, written))
        card = await _back(session, turn, found)
    turn.desk.wake()
    return Replace(card)


async def _found(session: TenantSession, turn: Turn, about: AboutQuestion) -> Asking | Refuse:
    round_id = about.summary.follow_up_round_id
    follow_up_round = await round_store.find(session, round_id)
    if follow_up_round is None:
        return Refuse(looking.unknown(turn))
    item = await worklists.item(session, follow_up_round, about.plan_activity_id)
    if item is None:
        return Refuse(turn.words.say("That activity is not in the plan any longer."))
    if item.plan_activity.is_owned_by(turn.person.person_id):
        return Refuse(turn.words.say("You are responsible for that activity yourself."))
    people = await people_store.some(session, responsible(item.plan_activity, {turn.person.person_id}))
    post = Post(
        addressees=addressees(
            item.plan_activity,
            {turn.person.person_id},
            people,
            await contact_store.of_people(session, people),
            at=turn.at,
            calendar=turn.desk.calendar,
        ),
        at=turn.at,
        before=(await question_store.about(session, round_id, [about.plan_activity_id])).get(
            about.plan_activity_id, ()
        ),
    )
    return Asking(about=about, follow_up_round=follow_up_round, item=item, post=post)


def _written(turn: Turn, submitted: CardSubmitted, found: Asking) -> Written:
    """What was typed, with what is wrong or doubtful about it."""
    written = Written(ready=text_of(submitted.data, READY), text=text_of(submitted.data, OWN_WORDS))
    if len(written.text) > LONGEST_QUESTION:
        limit = turn.words.number(LONGEST_QUESTION)
        fault = turn.words.say("Shorten the text to at most {limit} characters.", limit=limit)
        return replace(written, fault=fault)
    if not _text(turn, written):
        return replace(written, fault=turn.words.say("Choose a question, or write one of your own."))
    return written if found.about.warned else replace(written, doubt=doubt(turn, written.text))


def _text(turn: Turn, written: Written) -> str:
    """The chosen question and what was added to it."""
    chosen = wording(ReadyMade(written.ready), turn.words) if written.ready in set(ReadyMade) else ""
    return f"{chosen} {written.text}".strip()


async def _asked(session: TenantSession, turn: Turn, found: Asking, text: str) -> None:
    plan_activity, calendar = found.item.plan_activity, turn.desk.calendar
    reminder = reminded_at(turn.at, calendar)
    matter_id = await matter_store.put(
        session,
        key=_key(turn, found.about),
        kind=MatterKind.QUESTION,
        state=MatterState.ASKED,
        follow_up_round_id=found.follow_up_round.follow_up_round_id,
        plan_activity_id=plan_activity.plan_activity_id,
        person_id=turn.person.person_id,
        counterpart_id=plan_activity.owner_id,
        asked_by=turn.person.person_id,
        reason=text,
        until=calendar.local_day(reminder),
        respond_by=respond_by(turn.at, calendar),
        at=turn.at,
    )
    asked = await matter_store.find(session, matter_id) if matter_id else None
    if asked is None:
        # The same press once more, at the very same moment.
        return
    await matters.tell(session, turn, asked, responsible(plan_activity, asked.askers), "asked")
    await matter_messages.send(
        session,
        asked.matter_id,
        [plan_activity.owner_id],
        "reminder",
        follow_up_round_id=asked.follow_up_round_id,
        at=turn.at,
        not_before=reminder,
    )
    await _record(session, turn, asked)


async def _record(session: TenantSession, turn: Turn, asked: Matter) -> None:
    await audit.record(
        session,
        deed="question.asked",
        subject=f"plan_activity:{asked.plan_activity_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        matter=asked.matter_id,
        owner=asked.counterpart_id,
    )


async def _back(session: TenantSession, turn: Turn, found: Asking) -> Card:
    """Where the question was asked from, with what became of it; or where the plan activity stands."""
    notice = " ".join(goes_to(found.post, turn.words))
    stands = where_it_stands(found.follow_up_round.follow_up_round_id, found.about.plan_activity_id)
    came_from = found.about.summary
    for summary in (came_from if came_from.stop.screen is Screen.ANSWERS else stands, stands):
        card = await screens.drawn(session, turn, found.follow_up_round, summary, notice=notice)
        if card is not None:
            return card
    raise LookupError("a plan activity that is in the plan has a place in the summary")


def _form(turn: Turn, found: Asking, written: Written = NOTHING_WRITTEN) -> Card:
    about = replace(found.about, warned=bool(written.doubt) or found.about.warned)
    return ask_question(found.item, found.post, turn.words, about=about, written=written)


def _key(turn: Turn, about: AboutQuestion) -> str:
    # The key comes from the client; with the person in it nobody can take another's.
    return f"question:{turn.person.person_id}:{about.plan_activity_id}:{about.key}"
