"""`nästa år`: the draft of next year's plan from the annual accounts, as a card and as a workbook."""

import asyncio

from cards import next_year as next_year_card
from cards import payloads
from cards import white_spots as white_spots_card
from cards.card import Card
from dialogs import standings, white_spots
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, OfferFile, Refuse, Replace, Reply, Say, Show
from domain.answers import NextYear
from domain.directory import HAS_LEFT
from domain.new_year.owners import Ownerless, ownerless, without_leavers
from domain.next_year import Continuation, NextYearDraft, next_year_draft, plan_of_next_year
from domain.plan_file.sheets import CHANGED_SHEET, ENDED_SHEET, OWNERLESS_SHEET, PROPOSED_SHEET
from domain.rounds import FollowUpRound
from domain.white_spots import WhiteSpot
from reports.plan_template import NoteSheet, write_workbook
from storage import directory, worklists
from storage import people as people_store
from storage import rounds as round_store
from storage.database import TenantSession
from storage.plan_import.exporting import stored_plan


async def asked(turn: Turn) -> Reply:
    """`nästa år`: from the latest annual accounts that have opened, or else the first that are planned."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        annual = [each for each in await round_store.every(session) if each.asks_next_year]
        opened = [each for each in annual if each.opens_at <= turn.at]
        follow_up_round = opened[-1] if opened else next(iter(annual), None)
        if follow_up_round is None:
            return Say(turn.words.say("There are no annual accounts to make a draft from yet."))
        return Show(await _card(session, turn, follow_up_round))


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The same from the overview."""
    about = payloads.unit_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None:
            return Refuse(standings.unknown(turn))
        return Replace(await _card(session, turn, follow_up_round))


async def book(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The plan's own workbook for next year, with what has ended, changes and is missing on sheets behind."""
    about, words = payloads.unit_of(submitted.data), turn.words
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None:
            return Refuse(standings.unknown(turn))
        draft = await _draft(session, follow_up_round)
        plan = await stored_plan(session, follow_up_round.reference_date.year, turn.desk.calendar)
        left = await _ownerless(session, draft)
        plan = without_leavers(plan_of_next_year(plan, draft), await _leaving(session))
        notes = _notes(turn, draft, left, await white_spots.found(session, follow_up_round))
    return OfferFile(
        name=words.say("action-plan-{year}.xlsx", year=draft.year),
        description=words.say("Draft of the plan for {year}", year=draft.year),
        content=await asyncio.to_thread(write_workbook, plan, notes),
    )


async def _draft(session: TenantSession, follow_up_round: FollowUpRound) -> NextYearDraft:
    items = await worklists.items(session, follow_up_round)
    return next_year_draft(follow_up_round.reference_date.year + 1, items)


async def _card(session: TenantSession, turn: Turn, follow_up_round: FollowUpRound) -> Card:
    draft = await _draft(session, follow_up_round)
    spots = await white_spots.found(session, follow_up_round)
    left = await _ownerless(session, draft)
    return next_year_card.next_year(draft, len(spots), follow_up_round, turn.words, ownerless=len(left))


async def _ownerless(session: TenantSession, draft: NextYearDraft) -> tuple[Ownerless, ...]:
    """What goes on and needs a new owner."""
    going_on = [each.item for each in draft.continuations if each.choice is not NextYear.END]
    people = await people_store.everybody(session)
    return ownerless(going_on, people, await directory.states(session))


async def _leaving(session: TenantSession) -> frozenset[str]:
    states, people = await directory.states(session), await people_store.everybody(session)
    return frozenset(people[each].email for each in people if states.get(each) in HAS_LEFT)


def _notes(
    turn: Turn, draft: NextYearDraft, left: tuple[Ownerless, ...], spots: tuple[WhiteSpot, ...]
) -> list[NoteSheet]:
    say, words = turn.words.say, turn.words
    columns = [say("Number"), say("Activity"), say("Unit"), say("Note")]
    missing = [
        [
            white_spots_card.kind_word(spot.kind, words),
            white_spots_card.what(spot, words),
            spot.org_unit.name if spot.org_unit else "",
            white_spots_card.remedy(spot.kind, words),
        ]
        for spot in spots
    ]
    titles = [say("What is missing"), say("Where in the plan"), say("Unit"), say("Do this")]
    return [
        NoteSheet(
            title=CHANGED_SHEET,
            columns=columns,
            rows=[_row(turn, each) for each in draft.of(NextYear.CHANGE)],
        ),
        NoteSheet(
            title=ENDED_SHEET, columns=columns, rows=[_row(turn, each) for each in draft.of(NextYear.END)]
        ),
        NoteSheet(title=PROPOSED_SHEET, columns=titles, rows=missing),
        NoteSheet(title=OWNERLESS_SHEET, columns=columns, rows=[_ownerless_row(turn, each) for each in left]),
    ]


def _ownerless_row(turn: Turn, left: Ownerless) -> list[str]:
    item = left.item
    why = next_year_card.why_ownerless(left, turn.words)
    return [item.plan_activity.number, item.plan_activity.title, item.org_unit.name, why]


def _row(turn: Turn, continuation: Continuation) -> list[str]:
    item = continuation.item
    proposed = turn.words.say("Proposed: nobody has said it") if continuation.is_proposed else ""
    return [
        item.plan_activity.number,
        item.plan_activity.title,
        item.org_unit.name,
        continuation.note or proposed,
    ]
