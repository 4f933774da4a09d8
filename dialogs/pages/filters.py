"""The fields that the overview is narrowed down with, each with everything that can be chosen."""

from collections.abc import Iterable, Sequence

from cards import progress, rounds
from cards.summary import naming
from cards.words import Words
from dialogs.pages.query import DECISION, MISSING, NOTEWORTHY, Query, state_of
from domain.answers import Progress
from domain.rounds import FollowUpRound, FollowUpRoundId
from domain.summary.selection import EVERYTHING, Order
from domain.summary.themes import Names, ThemeKind
from reports.web_page.overview_page import Choice, Field, Filters

THEMES = {
    ThemeKind.FOCUS_AREA: "area",
    ThemeKind.STRATEGIC_PRIORITY: "priority",
    ThemeKind.WORKING_METHOD: "method",
}

Pairs = Iterable[tuple[object, str]]


def filters(
    query: Query,
    shown: FollowUpRoundId,
    every_round: Sequence[FollowUpRound],
    names: Names,
    words: Words,
) -> Filters:
    """The fields with what has been chosen; the order that one has put the answers in is kept."""
    chosen = query.selection
    is_narrowed = chosen != EVERYTHING
    return Filters(
        fields=[
            _rounds(shown, every_round, words),
            *_of_the_plan(query, names, words),
            *(_theme(query, kind, names, words) for kind in ThemeKind if names.of_kind(kind)),
            _states(query, words),
        ],
        text=chosen.text,
        kept=[("order", query.order.value)] if query.order is not Order.URGENCY else [],
        chosen=_called(query, names, words) if is_narrowed else [],
        is_open=is_narrowed,
        everything=Query(follow_up_round_id=shown).address(),
    )


def _called(query: Query, names: Names, words: Words) -> list[str]:
    chosen = query.selection
    text = [words.say("“{text}”", text=chosen.text)] if chosen.text else []
    others = naming.called(chosen, names, words)
    return text if text and others == naming.called(EVERYTHING, names, words) else [*others, *text]


def _rounds(shown: FollowUpRoundId, every_round: Sequence[FollowUpRound], words: Words) -> Field:
    listed = [(each.follow_up_round_id, rounds.title(each, words)) for each in reversed(every_round)]
    return _field("round", words.say("Follow-up"), listed, str(shown))


def _of_the_plan(query: Query, names: Names, words: Words) -> list[Field]:
    units = sorted(names.org_units.values(), key=lambda each: each.name)
    measures = sorted(names.measures.values(), key=lambda each: each.number)
    anything = ("", words.say("All"))
    return [
        _field(
            "unit",
            words.say("Unit"),
            [anything, *((each.org_unit_id, each.name) for each in units)],
            _chosen(query.selection.org_unit_id),
        ),
        _field(
            "measure",
            words.say("Measure"),
            [anything, *((each.measure_id, naming.numbered(each)) for each in measures)],
            _chosen(query.selection.measure_id),
        ),
    ]


def _theme(query: Query, kind: ThemeKind, names: Names, words: Words) -> Field:
    listed = [(each.number, each.name) for each in names.of_kind(kind)]
    chosen = query.selection.themes.get(kind)
    return _field(
        THEMES[kind], naming.theme_kind(kind, words), [("", words.say("All")), *listed], _chosen(chosen)
    )


def _states(query: Query, words: Words) -> Field:
    listed = [
        ("", words.say("All")),
        *((each.value, progress.label(each, words)) for each in Progress),
        (MISSING, progress.label(None, words)),
        (NOTEWORTHY, words.say("Deviations and decisions")),
        (DECISION, "◆ " + words.say("Needs a decision")),
    ]
    return _field("state", words.say("State"), listed, state_of(query.selection))


def _field(name: str, label: str, listed: Pairs, chosen: str) -> Field:
    choices = [Choice(value=str(value), text=text, is_chosen=str(value) == chosen) for value, text in listed]
    return Field(name=name, label=label, choices=choices)


def _chosen(number: int | None) -> str:
    return "" if number is None else str(number)
