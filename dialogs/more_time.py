"""“Jag behöver mer tid”: the owner asks the strategists for a later last day."""

from cards import more_time as more_time_card
from cards import payloads
from cards.fields import text_of
from cards.handover import REASON
from cards.more_time import NOTHING_TYPED, UNTIL, Typed
from dialogs import choosing, matters, worklist
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Replace, Reply
from domain.matters import Extension, Matter, MatterKind, MatterState, extensions
from domain.people import Role
from domain.rounds import RoundState
from domain.worklist import Worklist
from storage import audit, drafts
from storage import matters as matter_store
from storage import people as people_store
from storage.database import TenantSession


async def ask(turn: Turn, submitted: CardSubmitted) -> Reply:
    """How much more time, and why; or how the request stands, if it has been made."""
    about = payloads.worklist_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        view = await worklist.found(session, turn, about)
        if view is None:
            return worklist.not_yours(turn)
        drafted = await drafts.of_round(session, turn.person.person_id, about.follow_up_round_id)
        if refusal := _why_not(turn, view):
            return Replace(worklist.card(turn, view, page=about.page, notice=refusal, drafted=drafted))
        asked = await matter_store.open_request(session, about.follow_up_round_id, view.owner.person_id)
        if asked is not None:
            said = waiting(turn, asked)
            return Replace(worklist.card(turn, view, page=about.page, receipt=said, drafted=drafted))
    return _form(turn, view, about)


async def request(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Send the request to every strategist. Pressing twice asks once."""
    about = payloads.worklist_of(submitted.data)
    typed = Typed(until=text_of(submitted.data, UNTIL), reason=text_of(submitted.data, REASON))
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        view = await worklist.found(session, turn, about)
        if view is None:
            return worklist.not_yours(turn)
        if refusal := _why_not(turn, view):
            return _form(turn, view, about, typed, refusal)
        theirs = about.follow_up_round_id, view.owner.person_id
        # Counted before it is looked for: of two at once, one finds the other's or takes the same number.
        number = await matter_store.number_of_requests(session, *theirs)
        asked = await matter_store.open_request(session, *theirs)
        if asked is None:
            chosen = _chosen(turn, view, typed)
            if isinstance(chosen, Typed):
                return _form(turn, view, about, chosen)
            asked = await _asked(session, turn, view, chosen, reason=typed.reason, number=number)
        await matters.list_again(session, turn, about.follow_up_round_id, submitted.message_id)
        drafted = await drafts.of_round(session, turn.person.person_id, about.follow_up_round_id)
    turn.desk.wake()
    said = waiting(turn, asked) if asked else ""
    return Replace(worklist.card(turn, view, page=about.page, receipt=said, drafted=drafted))


def waiting(turn: Turn, asked: Matter) -> str:
    """How an open request stands."""
    if asked.until is None:
        return turn.words.say("You have asked for more time. The environment office has not decided yet.")
    return turn.words.say(
        "You have asked for time until {day}. The environment office decides; until then the same last day "
        "applies.",
        day=turn.words.day(asked.until),
    )


def _why_not(turn: Turn, view: Worklist) -> str:
    say = turn.words.say
    match view.follow_up_round.state:
        case RoundState.PLANNED:
            return say("The follow-up has not opened yet.")
        case RoundState.CLOSED:
            closed = turn.words.moment(view.follow_up_round.closes_at)
            return say("The follow-up closed {when}. There is no more time to ask for.", when=closed)
        case RoundState.OPEN:
            return "" if view.outstanding else say("Everything is answered, so no more time is needed.")


def _chosen(turn: Turn, view: Worklist, typed: Typed) -> Extension | Typed:
    """What was chosen, or the same with what is wrong at each field."""
    found = {each.until.isoformat(): each for each in _extensions(turn, view)}
    faults = {}
    if typed.until not in found:
        faults[UNTIL] = turn.words.say("Choose a new last day.")
    if fault := choosing.reason_fault(turn, typed.reason):
        faults[REASON] = fault
    return Typed(until=typed.until, reason=typed.reason, faults=faults) if faults else found[typed.until]


async def _asked(
    session: TenantSession, turn: Turn, view: Worklist, chosen: Extension, *, reason: str, number: int
) -> Matter | None:
    round_id, owner_id = view.follow_up_round.follow_up_round_id, view.owner.person_id
    matter_id = await matter_store.put(
        session,
        key=f"more_time:{round_id}:{owner_id}:{number}",
        kind=MatterKind.MORE_TIME,
        state=MatterState.ASKED,
        follow_up_round_id=round_id,
        person_id=owner_id,
        asked_by=turn.person.person_id,
        reason=reason,
        days=chosen.days,
        until=chosen.until,
        at=turn.at,
    )
    asked = await matter_store.find(session, matter_id) if matter_id else None
    if asked is None:
        # Somebody else, or the same press once more, was first by a moment.
        return await matter_store.open_request(session, round_id, owner_id)
    await audit.record(
        session,
        deed="time.requested",
        subject=f"round:{round_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        matter=asked.matter_id,
        owner=owner_id,
        until=chosen.until,
    )
    await matters.tell(session, turn, asked, await people_store.strategists(session), "asked")
    if Role.STRATEGIST in turn.person.roles:
        await _tell_even_oneself(session, turn, asked)
    return asked


async def _tell_even_oneself(session: TenantSession, turn: Turn, asked: Matter) -> None:
    """Where there is only one strategist, nobody else can decide."""
    if await people_store.strategists(session) == {turn.person.person_id}:
        await matters.send(session, turn, asked, [turn.person.person_id], "asked")


def _extensions(turn: Turn, view: Worklist) -> list[Extension]:
    return extensions(view.follow_up_round, view.due_by, turn.today, turn.desk.calendar)


def _form(
    turn: Turn,
    view: Worklist,
    about: payloads.AboutWorklist,
    typed: Typed = NOTHING_TYPED,
    notice: str = "",
) -> Replace:
    found = _extensions(turn, view)
    if not found and not typed.reason:
        return Replace(more_time_card.no_more_time(view, turn.words, about=about))
    return Replace(
        more_time_card.ask_more_time(
            view, found, turn.words, about=about, on=turn.today, typed=typed, notice=notice
        )
    )
