"""The diary number of a round's report: read from its field, and written once as it was seen."""

from cards.card import JsonValue
from cards.fields import text_of
from cards.report.payloads import (
    DIARY_NUMBER,
    LONGEST_DIARY_NUMBER,
    REASON,
    AboutReport,
    report_of,
)
from cards.report.report import Typed
from cards.report.wording import when
from dialogs.desk import Turn
from dialogs.report import showing
from dialogs.turn import CardSubmitted, Replace, Reply
from domain.report.approval import Approval
from storage import audit, diary_numbers
from storage.database import TenantSession


def typed_in(submitted: CardSubmitted) -> Typed:
    """What stood in the card's fields; what was not there at all is None."""
    return Typed(
        reason=_typed(submitted, REASON),
        diary_number=_typed(submitted, DIARY_NUMBER),
    )


def _typed(submitted: CardSubmitted, name: str) -> str | None:
    data: JsonValue = submitted.data.get(name)
    return None if data is None else text_of(submitted.data, name)


@showing.explained
async def save(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Write it, unless somebody else has written another since the card was drawn."""
    about, fields = report_of(submitted.data), typed_in(submitted)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        view = await showing.found_view(session, turn, about.follow_up_round_id)
        if not isinstance(view, Approval):
            return view
        faults = faults_of(turn, fields)
        if faults:
            return Replace(showing.card(turn, view, fields=fields, faults=faults))
        taken = await write(session, turn, about, view, fields)
        if taken:
            return Replace(showing.card(turn, view, taken, fields=fields))
        view = await showing.view_of(session, turn, view.follow_up_round)
    kept = Typed(reason=fields.reason)
    return Replace(showing.card(turn, view, _saved(turn, view), is_done=True, fields=kept))


async def write(session: TenantSession, turn: Turn, about: AboutReport, view: Approval, fields: Typed) -> str:
    """Write what was typed; returns a sentence when somebody else came first, and "" otherwise."""
    wanted = " ".join((fields.diary_number or "").split())
    if fields.diary_number is None or wanted == view.diary_number:
        return ""
    if view.diary_number != about.diary_number or not await diary_numbers.change(
        session, about.follow_up_round_id, about.diary_number, wanted
    ):
        return await _taken(session, turn, about)
    await audit.record(
        session,
        deed=diary_numbers.DEED,
        subject=f"round:{about.follow_up_round_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        before=about.diary_number,
        after=wanted,
    )
    return ""


def faults_of(turn: Turn, fields: Typed) -> dict[str, str]:
    """What is wrong with what was typed."""
    wanted = " ".join((fields.diary_number or "").split())
    if wanted.isprintable() and len(wanted) <= LONGEST_DIARY_NUMBER:
        return {}
    limit = turn.words.number(LONGEST_DIARY_NUMBER)
    return {DIARY_NUMBER: turn.words.say("Write it with at most {limit} ordinary characters.", limit=limit)}


async def _taken(session: TenantSession, turn: Turn, about: AboutReport) -> str:
    stands = await diary_numbers.of_round(session, about.follow_up_round_id)
    written = await diary_numbers.written(session, about.follow_up_round_id)
    if written is None:
        return turn.words.say("The diary number was changed meanwhile. Yours has not been saved.")
    return turn.words.say(
        "{name} changed the diary number to “{number}” {when}. Yours has not been saved.",
        name=written.name,
        number=stands,
        when=when(written.at, turn.words),
    )


def _saved(turn: Turn, view: Approval) -> str:
    if not view.diary_number:
        return turn.words.say("The report has no diary number.")
    return turn.words.say("The diary number is {number}.", number=view.diary_number)
