"""Draws a form about an activity, and reads what stands in its fields."""

from cards.answer_form import answer_form
from cards.card import Card
from cards.words import Words
from domain.answer_form import FormFields
from domain.worklist import WorkItem
from tests.cards import givens
from tests.cards.form_gallery import ITEM
from tests.cards.gallery import of_type

WORDS = Words()
INPUTS = ("Input.Text", "Input.ChoiceSet", "Input.Toggle", "Input.Date")


def drawn(
    item: WorkItem | None = None, form: FormFields | None = None, words: Words = WORDS, **given: object
) -> Card:
    return answer_form(
        item or givens.item(),
        "Delårsbokslut",
        form or FormFields(),
        words,
        payload=ITEM,
        today=givens.TODAY,
        **given,  # type: ignore[arg-type]
    )


def values(card: Card) -> dict[str, object]:
    return {str(field["id"]): field["value"] for field in of_type(card, *INPUTS)}
