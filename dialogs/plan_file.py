"""`planfil`: the stored plan as a workbook, and the empty one to fill in."""

import asyncio

from cards.card import Card
from cards.message import Button, message
from cards.verbs import Verb
from cards.year.payloads import AboutYear, year_of
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, OfferFile, Refuse, Replace, Reply, Show
from reports.plan_template import template, write_workbook
from storage import plans
from storage.plan_import.exporting import stored_plan

# In the weeks around a new year the old plan is still followed up while the new one is put right.
PLANS_OFFERED = 2


async def asked(turn: Turn) -> Reply:
    """`planfil`."""
    return Show(await _card(turn))


async def show(turn: Turn, _submitted: CardSubmitted) -> Reply:
    """The same from a button."""
    return Replace(await _card(turn))


async def workbook(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The plan of that year, else the newest, as it is stored; reading it in again changes nothing."""
    say, asked_for = turn.words.say, year_of(submitted.data).year
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        years = [plan.year for plan in await plans.every(session)]
        if not years:
            return Refuse(say("There is no plan yet. Fill in the empty workbook and drop it here."))
        year = asked_for if asked_for in years else years[-1]
        plan = await stored_plan(session, year, turn.desk.calendar)
    content = await asyncio.to_thread(write_workbook, plan)
    name = say("action-plan-{year}.xlsx", year=year)
    return OfferFile(name, say("The plan as it is stored {when}.", when=turn.words.moment(turn.at)), content)


async def empty(turn: Turn, _submitted: CardSubmitted) -> Reply:
    """The workbook to fill in."""
    say = turn.words.say
    content = await asyncio.to_thread(template)
    return OfferFile(say("action-plan-template.xlsx"), say("Empty, with an example on every sheet."), content)


async def _card(turn: Turn) -> Card:
    say = turn.words.say
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        years = [plan.year for plan in await plans.every(session)]
    return message(
        turn.words,
        say("The plan as a file"),
        [
            say("Change the plan in Excel and drop the workbook here in the chat. YAML will do as well."),
            say("You see what changes before anything is stored."),
        ],
        buttons=[
            *_plans(turn, years[-PLANS_OFFERED:]),
            Button(title=say("An empty workbook"), verb=Verb.PLAN_TEMPLATE),
        ],
    )


def _plans(turn: Turn, years: list[int]) -> list[Button]:
    """A button for each of the plans, the newest first; a single one needs no year."""
    say = turn.words.say
    if len(years) < PLANS_OFFERED:
        return [Button(title=say("The plan as it is now"), verb=Verb.PLAN_WORKBOOK)]
    return [
        Button(
            title=say("The plan for {year} as it is now", year=year),
            verb=Verb.PLAN_WORKBOOK,
            data=AboutYear(year=year).data,
        )
        for year in reversed(years)
    ]
