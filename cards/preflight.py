"""The pre-flight: what would stop answers in a round, each with what to do about it."""

from collections.abc import Sequence

from cards import rounds, unled
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
from domain.white_spots import WhiteSpotKind

FINDINGS_ON_A_PAGE = 10


def preflight(view: Preflight, words: Words, *, key: str = "", page: int = 0, receipt: str = "") -> Card:
    """What was found, `FINDINGS_ON_A_PAGE` at a time, what stops answers first."""
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
        buttons=[*page_buttons(about, Verb.SHOW_PREFLIGHT, shown, words), *_buttons(about, words)],
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


def kind_word(kind: FindingKind, words: Words) -> str:
    """What is wrong, as a heading."""
    say = words.say
    match kind:
        case FindingKind.NO_OWNER | FindingKind.NO_PLAN_ACTIVITY:
            return white_spots_card.kind_word(WhiteSpotKind(kind.value), words)
        case FindingKind.LEFT:
            return say("Has left: the account is closed or gone")
        case FindingKind.UNKNOWN:
            return say("Not found in the directory")
        case FindingKind.NOT_INSTALLED:
            return say("Does not have the app")
        case FindingKind.REMOVED:
            return say("Has removed the app")
        case FindingKind.BLOCKED:
            return say("Has blocked the app")
        case FindingKind.GUEST:
            return say("Guest from another organisation")
        case FindingKind.ELSEWHERE:
            return say("Not in your organisation")
        case FindingKind.NO_MANAGER:
            return say("Units without a manager")
        case FindingKind.NO_DIRECTOR:
            return say("No director in the plan")


def remedy(kind: FindingKind, words: Words) -> str:
    """What to do about it."""
    say = words.say
    match kind:
        case FindingKind.NO_OWNER | FindingKind.NO_PLAN_ACTIVITY:
            return white_spots_card.remedy(WhiteSpotKind(kind.value), words)
        case FindingKind.LEFT:
            return say("Ask the unit who takes over, and change owner in the plan.")
        case FindingKind.UNKNOWN:
            return say("Check the e-mail address in the plan: nobody in the directory has it.")
        case FindingKind.NOT_INSTALLED:
            return say("Ask IT to install the app for them, or ask them to add it in Teams.")
        case FindingKind.REMOVED:
            return say("Ask them to add the app again in Teams.")
        case FindingKind.BLOCKED:
            return say("Ask them to unblock the app in Teams.")
        case FindingKind.GUEST:
            return say("Ask them to add the app when they are in your Teams, or answer for them.")
        case FindingKind.ELSEWHERE:
            return say("Check the e-mail address. Ask IT to invite them as guests, or answer for them.")
        case FindingKind.NO_MANAGER:
            return unled.remedy(words)
        case FindingKind.NO_DIRECTOR:
            return say("Give somebody the role “Kommundirektör” in the plan: the summary goes there.")


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
        return words.say(
            "Who has left or is a guest has not been checked. It is when the connection to Microsoft Graph is on."
        )
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
                remedy=remedy(finding.kind, words) if is_first else "",
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
    return f"{kind_word(kind, words)} ({words.number(count)})"


def _place(finding: Finding, words: Words) -> str:
    """Where it is, and for a person how much is at stake."""
    if finding.org_unit is None or (finding.person is None and finding.spot is None):
        return ""
    unit = excerpt(finding.org_unit.name, LONGEST_NAME)
    if finding.person is None:
        return unit
    return f"{unit} · {words.count('{n} activity', '{n} activities', finding.activities)}"


def _buttons(about: AboutUnit, words: Words) -> list[Button]:
    say, data = words.say, data_of(about)
    return [
        Button(title=say("Remind me tomorrow"), verb=Verb.REMIND_TOMORROW, data=data),
        Button(title=say("Remind me in a week"), verb=Verb.REMIND_IN_A_WEEK, data=data),
        Button(title=say("As Excel"), verb=Verb.PREFLIGHT_BOOK, data=data),
        Button(title=say("To the overview"), verb=Verb.SHOW_OVERVIEW, data=data),
    ]
