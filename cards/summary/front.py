"""The director's card: who has answered, what has changed, what deviates and why, what stands in the way."""

from collections.abc import Sequence

from cards import authorship, charts, round_standing, rounds
from cards.card import Card
from cards.message import Button
from cards.plain_text import LONGEST_NAME, excerpt
from cards.question.payloads import AboutQuestions
from cards.render import render
from cards.report.payloads import AboutReport
from cards.summary import standing, stories
from cards.summary.deviation import deviations
from cards.summary.payloads import AboutSummary, Screen
from cards.summary.view import to
from cards.verbs import Verb
from cards.words import Words
from domain.summary.compiled import Summary
from domain.summary.selection import NOTEWORTHY

OBSTACLES_AT_FIRST = 3


def summary(view: Summary, words: Words, *, municipality: str, in_browser: str = "") -> Card:
    """It is read in two minutes; whatever is behind its figures is a tap away.

    `in_browser` is the address of the same in a browser, "" where there is none.
    """
    heading, occasion = words.say("The director's summary"), rounds.title(view.follow_up_round, words)
    counted, whole = view.counted, view.whole
    about = AboutSummary(follow_up_round_id=view.follow_up_round.follow_up_round_id)
    answered = standing.answered(whole, words)
    return render(
        "summary",
        words,
        summary=f"{heading}, {occasion}: {answered}",
        occasion=f"{excerpt(municipality, LONGEST_NAME)} · {occasion}",
        heading=heading,
        answered=answered,
        preliminary=round_standing.preliminary(view.follow_up_round, words),
        approved=_approved(view, words),
        to_report=_to_report(view, words),
        slices=charts.slices(whole, words),
        states=standing.states(whole, words),
        how=authorship.how(whole.unchanged, whole.on_behalf, words),
        changed=stories.changed(counted, view.previous, words),
        standing=standing.in_short(counted, words),
        deviations=deviations(view.deviations, words),
        deviation_buttons=_to_deviations(view, about, words),
        obstacles=[stories.obstacle(each, words) for each in counted.obstacles[:OBSTACLES_AT_FIRST]],
        promised=stories.promised(counted.promises, words),
        buttons=_buttons(view, about, words),
        in_browser=in_browser,
    )


def _approved(view: Summary, words: Words) -> str:
    """Whether there is anything to approve; nothing while answers may still come in."""
    if view.approved is None:
        return "" if view.preliminary else words.say("The report is not approved yet.")
    told = words.say("Version {n} of the report is approved.", n=words.number(view.approved.version))
    if not view.approved.answers_since:
        return told
    since = words.count(
        "Since then {n} answer has come or been corrected.",
        "Since then {n} answers have come or been corrected.",
        view.approved.answers_since,
    )
    return f"{told} {since}"


def _to_report(view: Summary, words: Words) -> Sequence[Button]:
    """To the report, which is the thing to do when there is something to approve."""
    if not view.whole.total:
        return []
    is_approved = view.approved is not None and not view.approved.answers_since
    return [
        Button(
            title=words.say("To the report"),
            verb=Verb.SHOW_REPORT,
            data=AboutReport(follow_up_round_id=view.follow_up_round.follow_up_round_id).data,
            is_main=not view.preliminary and not is_approved,
        )
    ]


def _to_deviations(view: Summary, about: AboutSummary, words: Words) -> Sequence[Button]:
    noted = view.counted.noteworthy
    if noted <= len(view.deviations):
        return []
    title = words.say("Show all {number}", number=words.number(noted))
    return [to(about.to(Screen.ANSWERS, NOTEWORTHY), title)]


def _buttons(view: Summary, about: AboutSummary, words: Words) -> Sequence[Button]:
    if not view.whole.total:
        return []
    return [
        to(about.to(Screen.MAP), words.say("The map")),
        to(about.to(Screen.BY_UNIT), words.say("By unit")),
        to(about.to(Screen.MORE), words.say("More")),
        *_unanswered(view, words),
    ]


def _unanswered(view: Summary, words: Words) -> Sequence[Button]:
    """To the questions that wait for a reply, when there are any."""
    if not view.unanswered:
        return []
    title = words.say("Unanswered questions ({number})", number=words.number(view.unanswered))
    about = AboutQuestions(follow_up_round_id=view.follow_up_round.follow_up_round_id)
    return [Button(title=title, verb=Verb.SHOW_QUESTIONS, data=about.data)]
