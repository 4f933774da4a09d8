"""The strategist asks how people answered: a card, and the same as a workbook."""

import asyncio

from cards import payloads
from cards import responses as responses_card
from cards import rounds as round_words
from dialogs import standings, worklist
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, OfferFile, Refuse, Replace, Reply, Show
from domain.response_ledger import (
    ResponseFigures,
    ResponseLedger,
    RoundOfResponses,
    response_ledger,
    round_before,
)
from domain.rounds import FollowUpRound, in_mind
from reports.table import Cell, Sheet, workbook
from storage import plan_outlines
from storage import response_ledger as response_store
from storage import rounds as round_store
from storage.database import TenantSession


async def asked(turn: Turn) -> Reply:
    """`svarsstatistik`: of the round that people mean today."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = in_mind(await round_store.every(session), turn.at)
        if follow_up_round is None:
            return Show(worklist.no_round(turn))
        view = await _ledger(session, turn, follow_up_round)
    return Show(responses_card.responses(view, turn.words))


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The same from the overview, or another page of it."""
    about = payloads.unit_of(submitted.data)
    view = await _found(turn, about)
    if view is None:
        return Refuse(standings.unknown(turn))
    return Replace(responses_card.responses(view, turn.words, page=about.page))


async def book(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The same as a workbook: a row for each unit and round."""
    view = await _found(turn, payloads.unit_of(submitted.data))
    if view is None:
        return Refuse(standings.unknown(turn))
    content = await asyncio.to_thread(workbook, [_sheet(turn, view)])
    name = round_words.title(view.follow_up_round, turn.words)
    return OfferFile(
        name=turn.words.say("Response figures {round}", round=name) + ".xlsx",
        description=responses_card.answered(view.whole, turn.words),
        content=content,
    )


async def _found(turn: Turn, about: payloads.AboutUnit) -> ResponseLedger | None:
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        return await _ledger(session, turn, follow_up_round) if follow_up_round else None


async def _ledger(session: TenantSession, turn: Turn, follow_up_round: FollowUpRound) -> ResponseLedger:
    earlier = round_before(follow_up_round, await round_store.every(session))
    return response_ledger(
        await _of_round(session, follow_up_round),
        await _of_round(session, earlier) if earlier else None,
        await plan_outlines.org_units(session),
        turn.desk.calendar,
    )


async def _of_round(session: TenantSession, follow_up_round: FollowUpRound) -> RoundOfResponses:
    return RoundOfResponses(
        follow_up_round=follow_up_round, responses=await response_store.responses(session, follow_up_round)
    )


def _sheet(turn: Turn, view: ResponseLedger) -> Sheet:
    say, words = turn.words.say, turn.words
    now = round_words.title(view.follow_up_round, words)
    before = round_words.title(view.before, words) if view.before else ""
    rows = [_row(say("All units"), now, view.whole)]
    if view.whole_before:
        rows.append(_row(say("All units"), before, view.whole_before))
    for unit in view.units:
        rows.append(_row(unit.org_unit.name, now, unit.figures))
        if unit.before:
            rows.append(_row(unit.org_unit.name, before, unit.before))
    columns = [
        say("Unit"),
        say("Follow-up"),
        say("Asked"),
        say("Answered"),
        say("By the deadline"),
        say("Unchanged"),
        say("Answered for somebody else"),
        say("Working days to answer (median)"),
        say("Number of timed answers"),
        say("Reminders for each answer (mean)"),
        say("Taps (median)"),
        say("Number of answers with taps"),
    ]
    return Sheet(name=say("Response figures"), columns=columns, rows=rows)


def _row(unit: str, round_name: str, figures: ResponseFigures) -> list[Cell]:
    return [
        unit,
        round_name,
        figures.asked,
        figures.answered,
        figures.in_time,
        figures.unchanged,
        figures.on_behalf,
        figures.working_days.value,
        figures.working_days.of,
        figures.reminders.value,
        figures.taps.value,
        figures.taps.of,
    ]
