"""Every card that people can meet, drawn with one text in every place that people or the plan fill in."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from cards import again, deliveries, message, nudge, overview, sending, worklist
from cards.card import Card, JsonValue
from cards.payloads import AboutItem, AboutWorklist
from cards.words import Words
from domain.answers import Progress
from domain.contact import ContactState
from domain.ledger import Place
from domain.people import OrgUnitId, PersonId
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRoundId, RoundState
from domain.worklist import WorkItem
from tests.cards import givens, ledger_givens
from tests.cards.amendment_gallery import cards_about_amendments
from tests.cards.escalation_gallery import cards_about_escalations
from tests.cards.files_gallery import cards_about_files
from tests.cards.form_gallery import forms
from tests.cards.help_gallery import cards_about_help
from tests.cards.history_gallery import histories
from tests.cards.installing_gallery import cards_about_installing
from tests.cards.letter_gallery import cards_about_letters
from tests.cards.matter_gallery import cards_about_matters
from tests.cards.new_year_gallery import cards_about_the_new_year
from tests.cards.next_year_gallery import cards_about_next_year
from tests.cards.nudging_gallery import cards_about_nudging
from tests.cards.others_gallery import cards_about_others, cards_on_behalf
from tests.cards.preflight_gallery import cards_about_preflight
from tests.cards.question_gallery import cards_about_questions
from tests.cards.rehearsal_gallery import cards_about_rehearsals
from tests.cards.report_gallery import cards_about_reports
from tests.cards.responses_gallery import cards_about_responses
from tests.cards.steering_gallery import cards_about_steering
from tests.cards.summary_gallery import cards_about_summary
from tests.cards.time_gallery import cards_about_time
from tests.cards.todo_gallery import cards_about_what_waits
from tests.cards.white_spots_gallery import cards_about_white_spots
from tests.cards.worklist_gallery import worklists
from tests.cards.year_gallery import cards_about_the_year

Element = Mapping[str, JsonValue]
KEY = "0123456789abcdef"
ITEM = AboutItem(
    worklist=AboutWorklist(follow_up_round_id=FollowUpRoundId(7), owner_id=PersonId(1)),
    plan_activity_id=PlanActivityId(3),
    based_on=9,
    key=KEY,
)


def every_card(words: Words, text: str, *, many: int = 3) -> dict[str, Card]:
    """All of them by name; `many` is how many activities, units, measures and people there are of each."""
    return (
        owners_cards(words, text, many)
        | worklists(words, text, many)
        | forms(words, text)
        | histories(words, text, many)
        | _strategists_cards(words, text, many)
        | _cards_about_deliveries(words, text, many)
        | cards_about_summary(words, text, many)
        | cards_about_others(words, text, many)
        | cards_on_behalf(words, text, many)
        | cards_about_help(words, text, many)
        | cards_about_time(words, text, many)
        | cards_about_matters(words, text, many)
        | cards_about_the_year(words, text, many)
        | cards_about_files(words, text, many)
        | cards_about_white_spots(words, text, many)
        | cards_about_preflight(words, text, many)
        | cards_about_installing(words, text, many)
        | cards_about_responses(words, text, many)
        | cards_about_next_year(words, text, many)
        | cards_about_the_new_year(words, text, many)
        | cards_about_steering(words, text, many)
        | cards_about_rehearsals(words, text, many)
        | cards_about_escalations(words, text, many)
        | cards_about_nudging(words, text, many)
        | cards_about_amendments(words, text, many)
        | cards_about_what_waits(words, text, many)
        | cards_about_reports(words, text, many)
        | cards_about_questions(words, text, many)
        | cards_about_letters(words, text, many)
    )


def owners_cards(words: Words, text: str, many: int) -> dict[str, Card]:
    """An owner's list, open and closed, and what we say to people."""
    return {
        "worklist": worklist.worklist(
            givens.worklist(_items(text, many)),
            words,
            key=KEY,
            today=givens.TODAY,
            greeting=text,
            notice=text,
        ),
        "closed worklist": worklist.worklist(
            givens.worklist(_items(text, many), RoundState.CLOSED), words, key=KEY, today=givens.TODAY
        ),
        "message": message.message(words, text, [text, text], facts=[(text, text)]),
    }


def _items(text: str, many: int) -> tuple[WorkItem, ...]:
    owner = givens.person(1, text)
    before = givens.statement(Progress.ON_TRACK, text)
    now = givens.statement(Progress.DELAYED, text)
    return tuple(
        givens.item(
            number,
            now if number % 2 else None,
            owner=owner,
            belongs_to=givens.measure(number, text),
            previous=before,
            text=text,
        )
        for number in range(1, many + 1)
    )


def _strategists_cards(words: Words, text: str, many: int) -> dict[str, Card]:
    units, each = min(many, 40), many * 5
    view = givens.overview(units, each, name=text)
    lost = givens.overview(units, each, name=text, contact=ContactState.BLOCKED)
    lost = replace(lost, unled=tuple(givens.org_unit(number, text) for number in range(1, units + 1)))
    planned = givens.overview(units, each, name=text, state=RoundState.PLANNED)
    unit = view.units[0].org_unit
    when = givens.ANSWERED_AT
    places = dict.fromkeys(Place, many)
    return {
        "overview": overview.overview(view, words, key=KEY, today=givens.TODAY, places=places, matters=many),
        "planned overview": overview.overview(planned, words, key=KEY, today=givens.TODAY),
        "overview without contact": overview.overview(lost, words, key=KEY, today=givens.TODAY),
        "unit": overview.unit(view, unit.org_unit_id, words, key=KEY),
        "unit without contact": overview.unit(lost, unit.org_unit_id, words, key=KEY),
        "unknown unit": overview.unit(view, OrgUnitId(999), words, key=KEY),
        "open now?": nudge.ask_open(planned.follow_up_round, words, key=KEY, first_reminder=when),
        "opened": nudge.opened(view.follow_up_round, words, first_reminder=when),
    }


def _cards_about_deliveries(words: Words, text: str, many: int) -> dict[str, Card]:
    follow_up_round, sight = givens.follow_up_round(), ledger_givens.sight(name=text)
    undone = ledger_givens.sending(waiting=0, stopped=many, withdrawal=ledger_givens.withdrawn())
    people = [
        ledger_givens.entry(number, place, person=text, org_unit=text, recipient=text, code=text)
        for place in Place
        for number in range(many)
    ]
    view = ledger_givens.ledger(
        people,
        summaries=people[-many:],
        under_way=[ledger_givens.step()] * many,
        managers=ledger_givens.told(people, unled=[text] * many),
    )
    return {
        "nudged": sending.receipt(
            ledger_givens.sending(waiting=many), follow_up_round, words, sight, unreachable=[text] * many
        ),
        "undone": sending.receipt(undone, follow_up_round, words, sight),
        "stop the rest?": sending.ask_cancel(ledger_givens.step(), words, sight),
        "deliveries": deliveries.deliveries(view, words, key=KEY, at=ledger_givens.NINE),
        "send again?": again.ask_again(
            ledger_givens.again(many, many, text),
            follow_up_round.follow_up_round_id,
            words,
            key=KEY,
            when=text,
        ),
    }


def elements(value: object) -> Iterator[Element]:
    """Every element, input and button of a card, wherever it stands."""
    if isinstance(value, Mapping):
        if "type" in value:
            yield value
        for part in value.values():
            yield from elements(part)
    elif isinstance(value, list):
        for part in value:
            yield from elements(part)


def of_type(card: Card, *types: str) -> list[Element]:
    """The elements of those types."""
    return [element for element in elements(card.content) if element["type"] in types]


def shown(card: Card) -> list[str]:
    """Every text that is read on the card, block by block."""
    blocks = of_type(card, "TextBlock", "RichTextBlock")
    return [text_of_block(block) for block in blocks]


def text_of_block(block: Element) -> str:
    """A block's text, whichever of the two kinds it is."""
    inlines = block.get("inlines")
    if isinstance(inlines, list):
        return "".join(str(run["text"]) for run in inlines if isinstance(run, dict))
    return str(block["text"])


def buttons(card: Card) -> dict[str, Element]:
    """The buttons by title; a row that can be tapped counts as one."""
    return {str(each["title"]): each for each in of_type(card, "Action.Execute")}


def seen_buttons(content: object) -> list[Element]:
    """The buttons that are seen at once: not those in a "…" menu, nor those in what is folded."""
    return [each for each in _seen(content) if each.get("mode") != "secondary"]


def _seen(value: object) -> Iterator[Element]:
    if isinstance(value, Mapping) and value.get("isVisible") is not False:
        for name, part in value.items():
            if name == "actions" and isinstance(part, list):
                yield from part
            elif name != "selectAction":
                yield from _seen(part)
    elif isinstance(value, list):
        for part in value:
            yield from _seen(part)
