"""The strategist asks whether everything is ready, puts it off, or takes it along as a workbook."""

from datetime import datetime, timedelta

from cards import installing, payloads, preflight_words
from cards import preflight as preflight_card
from cards import rounds as round_words
from cards.card import Card
from dialogs import standings, worklist
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, OfferFile, Refuse, Replace, Reply, Show
from domain.deliveries import DeliveryKind
from domain.permissions import STRATEGISTS, has_any
from domain.preflight import AT, Crew, Finding, Preflight, preflight
from domain.rounds import FollowUpRound, FollowUpRoundId, RoundState, in_mind
from reports.table import Sheet, workbook
from storage import contacts as contact_store
from storage import directory, installations, outbox, plan_outlines, worklists
from storage import people as people_store
from storage import rounds as round_store
from storage.database import TenantSession

TOMORROW, IN_A_WEEK = timedelta(days=1), timedelta(days=7)


async def asked(turn: Turn) -> Reply:
    """`förkontroll`: of the round that opens next, or else of the one that people mean today."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        every = await round_store.every(session)
        planned = next((each for each in every if each.state is RoundState.PLANNED), None)
        follow_up_round = planned or in_mind(every, turn.at)
        if follow_up_round is None:
            return Show(worklist.no_round(turn))
        return Show(await _card(session, turn, follow_up_round))


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The same from another card, or another page of it."""
    about = payloads.unit_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None:
            return Refuse(standings.unknown(turn))
        return Replace(await _card(session, turn, follow_up_round, page=about.page))


async def remind_tomorrow(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Send it again the next working day."""
    return await _remind(turn, submitted, TOMORROW)


async def remind_in_a_week(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Send it again in a week."""
    return await _remind(turn, submitted, IN_A_WEEK)


async def book(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Everything as a workbook, to share with IT and the units."""
    about = payloads.unit_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None:
            return Refuse(standings.unknown(turn))
        view = await look_over(session, turn, follow_up_round)
    say, name = turn.words.say, round_words.title(follow_up_round, turn.words)
    sheet = Sheet(
        name=say("Pre-flight"),
        columns=[
            say("What"),
            say("Who or what"),
            say("Unit"),
            say("E-mail"),
            say("Activities"),
            say("Do this"),
            say("Entra"),
            say("The app"),
        ],
        rows=[_row(turn, finding) for finding in view.findings],
    )
    return OfferFile(
        name=say("Pre-flight {round}", round=name) + ".xlsx",
        description=f"{preflight_card.standing(view, turn.words)} {preflight_card.checked(view, turn.words)}",
        content=workbook([sheet]),
    )


async def look_over(session: TenantSession, turn: Turn, follow_up_round: FollowUpRound) -> Preflight:
    """How ready the round is now."""
    people = await people_store.everybody(session)
    crew = Crew(
        people=people,
        contacts=await standings.reached(session, turn, people),
        directory=await directory.checked(session),
        reached=frozenset(await contact_store.of_people(session)),
        installations=await installations.every(session),
        may_install=turn.desk.may_install,
    )
    outline = await plan_outlines.of_plan(session, follow_up_round.plan_id)
    return preflight(follow_up_round, outline, await worklists.now(session, follow_up_round), crew)


async def _remind(turn: Turn, submitted: CardSubmitted, wait: timedelta) -> Reply:
    about, calendar = payloads.unit_of(submitted.data), turn.desk.calendar
    day = calendar.add_working_days((turn.today + wait), 0)
    when = calendar.instant(day, AT)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None:
            return Refuse(standings.unknown(turn))
        await _put(session, turn, follow_up_round.follow_up_round_id, when)
        receipt = turn.words.say("You get this again {when}.", when=turn.words.moment(when))
        reply = Replace(await _card(session, turn, follow_up_round, receipt=receipt))
    turn.desk.wake()
    return reply


async def _put(
    session: TenantSession, turn: Turn, follow_up_round_id: FollowUpRoundId, when: datetime
) -> None:
    # Once a day is enough, however often it is asked for.
    day = turn.desk.calendar.local_day(when).isoformat()
    await outbox.put(
        session,
        key=f"preflight:{follow_up_round_id}:{turn.person.person_id}:{day}",
        kind=DeliveryKind.PREFLIGHT,
        follow_up_round_id=follow_up_round_id,
        person_id=turn.person.person_id,
        not_before=when,
        at=turn.at,
    )


async def _card(
    session: TenantSession,
    turn: Turn,
    follow_up_round: FollowUpRound,
    *,
    page: int = 0,
    receipt: str = "",
) -> Card:
    view = await look_over(session, turn, follow_up_round)
    return preflight_card.preflight(
        view,
        turn.words,
        key=turn.new_key(),
        page=page,
        receipt=receipt,
        has_overview=has_any(turn.person, STRATEGISTS),
    )


def _row(turn: Turn, finding: Finding) -> list[str | int | None]:
    words = turn.words
    return [
        preflight_words.kind_word(finding.kind, words),
        preflight_card.what(finding, words),
        finding.org_unit.name if finding.org_unit else "",
        finding.person.email if finding.person else "",
        finding.activities or None,
        preflight_words.remedy(finding.kind, words),
        preflight_words.entra(finding.checked, words) if finding.person else "",
        installing.note(finding.installation, words),
    ]
