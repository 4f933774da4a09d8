"""The director approves a report: what was shown is kept for good, as one version."""

from cards.report.payloads import LONGEST_REASON, REASON, AboutReport, report_of
from cards.report.report import Typed
from cards.report.wording import when
from dialogs.desk import Turn
from dialogs.report import diary, showing, telling
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from domain.report.approval import Approval, SealFault
from domain.report.corrections import counted
from storage import audit, seals
from storage.database import TenantSession

SHORTEST_REASON = 2


@showing.explained
async def seal(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Seal it as it was shown, all in one transaction; or say why not, and show it as it is now."""
    about, fields = report_of(submitted.data), diary.typed_in(submitted)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await seals.hold_round(session, about.follow_up_round_id)
        view = await showing.found_view(session, turn, about.follow_up_round_id)
        if isinstance(view, Refuse):
            return view
        fault = view.fault(about.version, about.shown)
        if fault is not None:
            return Replace(showing.card(turn, view, _why_not(turn, view, about, fault), fields=fields))
        faults = {**_faults(turn, view, fields), **diary.faults_of(turn, fields)}
        if faults:
            return Replace(showing.card(turn, view, fields=fields, faults=faults))
        taken = await diary.write(session, turn, about, view, fields)
        if taken:
            return Replace(showing.card(turn, view, taken, fields=fields))
        await _keep(session, turn, view, fields)
        view = await showing.view_of(session, turn, view.follow_up_round)
    turn.desk.wake()
    return Replace(showing.card(turn, view, _done(turn, about.version), is_done=True))


async def _keep(session: TenantSession, turn: Turn, view: Approval, fields: Typed) -> None:
    """The version and its line in the audit trail. The round is held, so nobody else makes the same."""
    reason = (fields.reason or "") if view.latest else ""
    await seals.add(
        session,
        view.follow_up_round.follow_up_round_id,
        view.content,
        view.sha256,
        version=view.next_version,
        by=turn.person.person_id,
        by_name=turn.person.name,
        at=turn.at,
        reason=reason,
        changes=counted(view.corrections),
    )
    await telling.approved(session, turn, view.follow_up_round.follow_up_round_id, view.next_version)
    await audit.record(
        session,
        deed="report.sealed",
        subject=f"round:{view.follow_up_round.follow_up_round_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        version=view.next_version,
        sha256=view.sha256,
        reason=reason,
    )


def _faults(turn: Turn, view: Approval, fields: Typed) -> dict[str, str]:
    """A later version says why it is made."""
    reason, say = fields.reason or "", turn.words.say
    if view.latest is None:
        return {}
    if len(reason) < SHORTEST_REASON:
        return {REASON: say("Tell briefly why.")}
    if len(reason) > LONGEST_REASON:
        limit = turn.words.number(LONGEST_REASON)
        return {REASON: say("Shorten the text to at most {limit} characters.", limit=limit)}
    return {}


def _why_not(turn: Turn, view: Approval, about: AboutReport, fault: SealFault) -> str:
    say = turn.words.say
    match fault:
        case SealFault.OVERTAKEN:
            return _overtaken(turn, view, about.version)
        case SealFault.NOT_CLOSED:
            return say("The follow-up is not closed, so nothing was approved. This is how it is now.")
        case SealFault.NOTHING_NEW:
            return say("Nothing has changed since the latest version, so no new one was made.")
        case SealFault.DATA_CHANGED:
            return say(
                "The data have changed since they were shown to you, so nothing was approved. "
                "Look through them and approve again."
            )


def _overtaken(turn: Turn, view: Approval, version: int) -> str:
    made = next((each for each in view.seals if each.version == version), None)
    if made is None:
        return turn.words.say("The report has changed, so nothing was approved. This is how it is now.")
    number, at = turn.words.number(version), when(made.sealed_at, turn.words)
    if made.sealed_by == turn.person.person_id:
        return turn.words.say("You have approved version {n} already, {when}.", n=number, when=at)
    return turn.words.say(
        "{name} approved version {n} {when}. Nothing more was done.",
        name=made.sealed_by_name,
        n=number,
        when=at,
    )


def _done(turn: Turn, version: int) -> str:
    return turn.words.say(
        "You have approved version {n}. The documents below are made of it.", n=turn.words.number(version)
    )
