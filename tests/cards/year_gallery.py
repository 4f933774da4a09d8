"""The cards of the year, for the gallery."""

from dataclasses import replace
from datetime import date

from cards.card import Card
from cards.words import Words
from cards.year import date_changes, new_round
from cards.year.date_form import DateForm, proposal, stored_dates
from cards.year.new_round import Start
from cards.year.payloads import LONGEST_FIELD, AboutDates, AboutNew, carried
from cards.year.wheel import RoundOfYear, Year, year_card
from domain.plan import PlanId
from domain.rounds import FollowUpRoundId, Milestones, Occasion, ReminderStep, RoundState
from domain.year.changes import changes, to_come
from domain.year.collisions import Collision, CollisionKind
from domain.year.form import FIELDS, DateFault, typed_of
from domain.year.milestones import Milestone
from domain.year.planning import Meeting, Wanted, planned
from domain.year.rhythm import usual_rhythm
from domain.year.start import DayFault
from domain.year.timeline import timeline
from tests.cards import givens
from tests.domain.examples import CALENDAR

WANTED = Wanted(plan_id=PlanId(1), occasion=Occasion.INTERIM_ACCOUNTS, reference_date=date(2023, 8, 31))
ROUND = planned(
    WANTED, Meeting(meeting_on=date(2023, 10, 18)), usual_rhythm(Occasion.INTERIM_ACCOUNTS), CALENDAR
)
MOVED = replace(
    ROUND,
    deadline=date(2023, 9, 22),
    milestones=Milestones(meeting_on=date(2023, 11, 15)),
    steps=tuple(ReminderStep(working_days=days) for days in (-40, -30, -20, -15, -5, -1, 1, 2)),
)
NOW = ROUND.opens_at
# At most one about each day.
COLLISIONS = [
    Collision(
        kind=kind,
        milestone=milestone,
        day=date(2023, 9, 27),
        instead=None if kind is CollisionKind.PAST else date(2023, 9, 28),
        than=Milestone.DEADLINE,
        other=ROUND,
    )
    for kind, milestone in zip(list(CollisionKind)[: len(Milestone)], Milestone, strict=True)
]
NEW = AboutNew(
    occasion=WANTED.occasion,
    reference_date=WANTED.reference_date,
    seen=frozenset(each.key for each in COLLISIONS),
)
STORED = AboutDates(follow_up_round_id=FollowUpRoundId(7), revision=3, is_told=True)
REST = [replace(COLLISIONS[0], kind=kind) for kind in list(CollisionKind)[len(Milestone) :]]


def cards_about_the_year(words: Words, text: str, many: int) -> dict[str, Card]:
    """All of them by name; `text` stands in every field, and a year has `many` rounds."""
    return _years(words, many) | _forms(words, text) | _changes(words, text)


def _years(words: Words, many: int) -> dict[str, Card]:
    def of_year(state: RoundState, number: int) -> RoundOfYear:
        follow_up_round = replace(MOVED if number % 2 else ROUND, state=state)
        return RoundOfYear(
            follow_up_round=follow_up_round,
            entries=timeline(follow_up_round, givens.TODAY, CALENDAR),
            collisions=[] if state is RoundState.CLOSED else COLLISIONS,
        )

    states = list(RoundState)
    every = [of_year(states[number % 3], number) for number in range(many)]
    years = frozenset({2022, 2023, 2024})
    view = Year(year=2023, rounds=every, years=years, has_plan=True)
    return {
        "the year": year_card(view, words, today=givens.TODAY),
        "the year, page 2": year_card(view, words, today=givens.TODAY, page=1),
        "a year without a plan": year_card(
            Year(year=2026, rounds=[], years=years, has_plan=False), words, today=givens.TODAY
        ),
        "a year without a round": year_card(
            Year(year=2024, rounds=[], years=years, has_plan=True), words, today=givens.TODAY
        ),
        "no plan to follow up": new_round.no_plan(2026, words),
    }


def _forms(words: Words, text: str) -> dict[str, Card]:
    typed = {str(name): text[:LONGEST_FIELD] for name in FIELDS}
    faults = dict(zip([str(name) for name in FIELDS], DateFault, strict=False))
    usual = typed_of(ROUND, CALENDAR)
    sentence = words.say("The working days between the dates are the usual ones.")
    form = DateForm(follow_up_round=ROUND, typed=usual, collisions=COLLISIONS, sentences=[sentence])
    faulty = DateForm(follow_up_round=ROUND, typed=typed, faults=faults)
    overtaken = replace(form, notice=text, collisions=REST, facts=date_changes.as_typed(typed, usual, words))
    starts = dict.fromkeys((Milestone.MEETING.value, Milestone.DEADLINE.value), DayFault.NOT_A_DAY)
    start = Start(year=2023, typed={}, earlier=True, suggested=givens.DEADLINE)
    return {
        "a round?": new_round.ask_new_round(start, words),
        "a round? faulty": new_round.ask_new_round(
            replace(
                start,
                typed=dict.fromkeys((*starts, "dispatch", "other_day"), text[:LONGEST_FIELD]),
                faults=starts,
            ),
            words,
        ),
        "dates proposed": proposal(form, NEW, words),
        "dates proposed, faulty": proposal(faulty, NEW, words),
        "dates": stored_dates(form, STORED, words),
        "dates, overtaken": stored_dates(overtaken, STORED, words),
    }


def _changes(words: Words, text: str) -> dict[str, Card]:
    differs = changes(ROUND, MOVED, NOW, CALENDAR)
    data = carried(dict.fromkeys([str(name) for name in FIELDS], text[:LONGEST_FIELD]))
    return {
        "dates anyway?": date_changes.confirm_new(ROUND, COLLISIONS, {**NEW.data, **data}, words),
        "dates changed?": date_changes.confirm_changes(
            ROUND, differs, COLLISIONS, {**STORED.data, **data}, words
        ),
        "dates changed": date_changes.changed(MOVED, differs, words, taken_back=3),
        "dates unchanged": date_changes.changed(ROUND, changes(ROUND, ROUND, NOW, CALENDAR), words),
        "round planned": date_changes.added(ROUND, to_come(ROUND, NOW, CALENDAR), words),
    }
