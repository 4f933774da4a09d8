"""The pre-flight: what would stop answers in a round, each with what to do about it."""

from collections.abc import Sequence

from cards import installing, preflight_words, rounds
from cards import white_spots as white_spots_card
from cards.card import Card
from cards.message import Button
from cards.paging import page_of
from cards.payloads import AboutUnit, data_of
from cards.plain_text import LONGEST_NAME, cut_to_fit, excerpt
from cards.render import render
from cards.turning import page_buttons, page_words
from cards.verbs import Verb
from cards.white_spots import LONGEST_WHAT, Row
from cards.words import Words
from domain.preflight import Finding, FindingKind, Preflight
from domain.rounds import RoundState

FINDINGS_ON_A_PAGE = 10
ABOUT_THE_APP = frozenset({FindingKind.NOT_INSTALLED, FindingKind.NOT_ALLOWED})


def preflight(
    view: Preflight,
    words: Words,
    *,
    key: str = "",
    page: int = 0,
    receipt: str = "",
    has_overview: bool = True,
) -> Card:
    """What was found, `FINDINGS_ON_A_PAGE` at a time, what stops answers first.

    `has_overview` says whether the reader may go on to the overview.
    """
    shown = page_of(view.findings, page, FINDINGS_ON_A_PAGE)
    about = AboutUnit(follow_up_round_id=view.follow_up_round.follow_up_round_id, key=key)
    heading, sentence = words.say("Is everything ready?"), standing(view, words)
    return render(
        "preflight",
        words,
        summary=f"{heading} {sentence}",
        occasion=rounds.title(view.follow_up_round, words),
        heading=heading,
        receipt=cut_to_fit(receipt, LONGEST_WHAT),
        sentences=[_opening(view, words), sentence, checked(view, words)],
        rows=_rows(shown.items, view.findings, words),
        page_of=page_words(shown, words),
        buttons=[
            *_install(view, about, words),
            *page_buttons(about, Verb.SHOW_PREFLIGHT, shown, words),
            *_buttons(about, words, has_overview=has_overview),
        ],
    )


def standing(view: Preflight, words: Words) -> str:
    """How many can be reached, and how many things there are to mend."""
    reached = words.say(
        "{reachable} of {owners} who are to answer can be reached.",
        reachable=words.number(view.reachable),
        owners=words.number(view.owners),
    )
    if not view.findings:
        return f"{reached} {words.say('Nothing needs to be mended.')}"
    return f"{reached} {words.count('{n} thing to mend.', '{n} things to mend.', len(view.findings))}"


def what(finding: Finding, words: Words) -> str:
    """Whom or what it is about; empty when the heading says it all."""
    if finding.person is not None:
        return finding.person.name
    if finding.spot is not None:
        return white_spots_card.what(finding.spot, words)
    return finding.org_unit.name if finding.org_unit is not None else ""


def _opening(view: Preflight, words: Words) -> str:
    if view.follow_up_round.state is not RoundState.PLANNED:
        return ""
    return words.say("The follow-up opens {opening}.", opening=words.moment(view.follow_up_round.opens_at))


def checked(view: Preflight, words: Words) -> str:
    """What the directory was asked, and when; or that it was not."""
    if view.checked_at is None:
        unchecked = words.say("Who has left or is a guest has not been checked.")
        return f"{unchecked} {words.say('It is when the connection to Microsoft Graph is on.')}"
    day = words.full_day(view.checked_at.astimezone(words.time_zone).date())
    told = words.say("Who has left or is a guest was checked in Entra on {day}.", day=day)
    if not view.unchecked:
        return told
    rest = words.count(
        "{n} person has not been checked.", "{n} people have not been checked.", view.unchecked
    )
    return f"{told} {rest}"


def _rows(shown: Sequence[Finding], every: Sequence[Finding], words: Words) -> list[Row]:
    rows: list[Row] = []
    before: FindingKind | None = None
    for finding in shown:
        is_first, before = finding.kind is not before, finding.kind
        rows.append(
            Row(
                heading=_heading(finding.kind, every, words) if is_first else "",
                remedy=preflight_words.remedy(finding.kind, words) if is_first else "",
                what=excerpt(what(finding, words), LONGEST_WHAT),
                place=_place(finding, words),
                amend_tooltip=white_spots_card.amend_tooltip(finding.spot, words),
                amend=white_spots_card.amend(finding.spot),
            )
        )
    return rows


def _heading(kind: FindingKind, every: Sequence[Finding], words: Words) -> str:
    """What is wrong and how often, also when the rest is on another page."""
    count = sum(finding.kind is kind for finding in every)
    return f"{preflight_words.kind_word(kind, words)} ({words.number(count)})"


def _place(finding: Finding, words: Words) -> str:
    """Where it is, and for a person how much is at stake and what came of installing the app."""
    if finding.org_unit is None or (finding.person is None and finding.spot is None):
        return ""
    unit = excerpt(finding.org_unit.name, LONGEST_NAME)
    if finding.person is None:
        return unit
    at_stake = words.count("{n} activity", "{n} activities", finding.activities)
    came_of_it = installing.note(finding.installation, words) if finding.kind in ABOUT_THE_APP else ""
    return " · ".join(each for each in (unit, at_stake, came_of_it) if each)


def _install(view: Preflight, about: AboutUnit, words: Words) -> list[Button]:
    if not view.installable:
        return []
    title = words.count(
        "Install the app for {n} person", "Install the app for {n} people", len(view.installable)
    )
    return [Button(title=title, verb=Verb.ASK_INSTALL, data=data_of(about), is_main=True)]


def _buttons(about: AboutUnit, words: Words, *, has_overview: bool) -> list[Button]:
    say, data = words.say, data_of(about)
    buttons = [
        Button(title=say("Remind me tomorrow"), verb=Verb.REMIND_TOMORROW, data=data),
        Button(title=say("Remind me in a week"), verb=Verb.REMIND_IN_A_WEEK, data=data, is_folded=True),
        Button(title=say("As Excel"), verb=Verb.PREFLIGHT_BOOK, data=data),
    ]
    overview = Button(title=say("To the overview"), verb=Verb.SHOW_OVERVIEW, data=data)
    return [*buttons, overview] if has_overview else buttons
