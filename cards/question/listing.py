"""“Frågor”: the questions back, one's own first and unanswered first, each with its reply."""

from collections.abc import Collection, Sequence

from cards import matter_facts
from cards.card import Card
from cards.message import Button
from cards.paging import Page
from cards.payloads import AboutMatter, data_of
from cards.plain_text import cut_to_fit, excerpt
from cards.question import exchange
from cards.question.payloads import AboutQuestions
from cards.render import render
from cards.summary.payloads import AboutSummary
from cards.todo import LONGEST_NOTICE, Row
from cards.turning import page_words, turn_buttons
from cards.verbs import Verb
from cards.words import Words
from domain.matters import Dossier
from domain.people import PersonId
from domain.questions import Exchange

# One button each, and three more under the list, make six.
ROWS_ON_A_PAGE = 3
LONGEST_TEXT = 700


def questions(
    shown: Page[Dossier],
    words: Words,
    *,
    about: AboutQuestions,
    reader: PersonId,
    answerable: Collection[int],
    notice: str = "",
) -> Card:
    """One page. `answerable` are the open ones that the reader may reply to."""
    heading = words.say("Questions") if shown.items else words.say("No questions")
    return render(
        "todo",
        words,
        summary=excerpt(f"{notice} {heading}".strip(), LONGEST_NOTICE),
        occasion=words.say("Asked from the summary"),
        heading=heading,
        notice=cut_to_fit(notice, LONGEST_NOTICE),
        rows=[_row(each, about, words, reader=reader, answerable=answerable) for each in shown.items],
        page_of=page_words(shown, words),
        buttons=[
            *turn_buttons(shown, Verb.SHOW_QUESTIONS, words, lambda page: _at(about, page).data),
            *_to_the_summary(about, words),
        ],
    )


def _at(about: AboutQuestions, page: int) -> AboutQuestions:
    return AboutQuestions(page=page, follow_up_round_id=about.follow_up_round_id)


def _row(
    dossier: Dossier, about: AboutQuestions, words: Words, *, reader: PersonId, answerable: Collection[int]
) -> Row:
    matter = dossier.matter
    told = Exchange(
        matter=matter,
        asked_by=matter_facts.name(dossier, matter.asked_by),
        asked_of=matter_facts.name(dossier, matter.counterpart_id),
        replied_by=matter_facts.name(dossier, matter.settled_by),
        follow_up_round=dossier.follow_up_round,
    )
    return Row(
        heading=matter_facts.title(dossier.item, words),
        lines=exchange.in_full(told, words, LONGEST_TEXT),
        buttons=_buttons(dossier, about, words, reader=reader, is_answerable=matter.matter_id in answerable),
    )


def _buttons(
    dossier: Dossier, about: AboutQuestions, words: Words, *, reader: PersonId, is_answerable: bool
) -> Sequence[Button]:
    say, matter = words.say, dossier.matter
    data = {**data_of(AboutMatter(matter_id=matter.matter_id)), **about.data}
    if is_answerable:
        tooltip = say("Reply to {name}", name=matter_facts.name(dossier, matter.asked_by))
        return [Button(title=say("Reply"), verb=Verb.SHOW_QUESTION, data=data, tooltip=tooltip)]
    if matter.is_open and matter.asked_by == reader:
        return [Button(title=say("Take the question back"), verb=Verb.WITHDRAW_QUESTION, data=data)]
    return []


def _to_the_summary(about: AboutQuestions, words: Words) -> list[Button]:
    if about.follow_up_round_id is None:
        return []
    summary = AboutSummary(follow_up_round_id=about.follow_up_round_id)
    return [Button(title=words.say("Back"), verb=Verb.LOOK_IN_SUMMARY, data=summary.data)]
