"""What was understood of answers in words, as the card carries it and as it comes back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from cards.card import JsonValue
from cards.fields import PayloadError, text_of
from cards.payloads import AboutItem, AboutWorklist, data_of, item_of
from domain.answer_form import FIELD_NAMES, FormFields
from domain.plan import PlanActivityId
from domain.text_answers import LONGEST_TEXT, MOST_ROWS

SAID, TYPED = "said", "typed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOfItem:
    """What was understood of one plan activity. `based_on` is the answer it had then, 0 for none."""

    plan_activity_id: PlanActivityId
    based_on: int
    form: FormFields
    unchanged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutUnderstood:
    """Everything that the card showed. `key` makes pressing twice one press."""

    worklist: AboutWorklist
    key: str
    said: tuple[SaidOfItem, ...]


def data_of_understood(about: AboutUnderstood) -> dict[str, JsonValue]:
    """What the button that saves carries; empty fields are left out."""
    first = AboutItem(worklist=about.worklist, plan_activity_id=PlanActivityId(0), key=about.key)
    shared = {name: value for name, value in data_of(first).items() if name not in {"item", "based"}}
    return shared | {SAID: [_data(each) for each in about.said]}


def data_of_typed(about: AboutItem, form: FormFields) -> dict[str, JsonValue]:
    """What the button to one row's form carries."""
    return data_of(about) | {TYPED: _filled(form)}


def understood_of(data: Mapping[str, JsonValue]) -> AboutUnderstood:
    """Parse what came back; each plan activity once, and no more than a card shows."""
    said = data.get(SAID)
    if not isinstance(said, list) or not 0 < len(said) <= MOST_ROWS:
        raise PayloadError(SAID)
    first = item_of({**data, "item": 0})
    found = tuple(_said_of(each, data) for each in said)
    if len({each.plan_activity_id for each in found}) < len(found):
        raise PayloadError(SAID)
    return AboutUnderstood(worklist=first.worklist, key=first.key, said=found)


def typed_of(data: Mapping[str, JsonValue]) -> tuple[AboutItem, FormFields]:
    """Parse what the button to a row's form sent."""
    return item_of(data), _form_of(data.get(TYPED))


def _data(said: SaidOfItem) -> dict[str, JsonValue]:
    about: dict[str, JsonValue] = {"item": said.plan_activity_id, "based": said.based_on}
    return about | ({"same": True} if said.unchanged else {}) | {TYPED: _filled(said.form)}


def _filled(form: FormFields) -> dict[str, JsonValue]:
    return {name: text for name, text in asdict(form).items() if text}


def _said_of(value: JsonValue, data: Mapping[str, JsonValue]) -> SaidOfItem:
    if not isinstance(value, dict):
        raise PayloadError(SAID)
    about = item_of({**data, "item": value.get("item"), "based": value.get("based", 0)})
    return SaidOfItem(
        plan_activity_id=about.plan_activity_id,
        based_on=about.based_on,
        form=_form_of(value.get(TYPED)),
        unchanged=value.get("same") is True,
    )


def _form_of(value: JsonValue) -> FormFields:
    if not isinstance(value, dict):
        raise PayloadError(TYPED)
    form = FormFields(**{name: text_of(value, name) for name in FIELD_NAMES})
    if sum(len(text) for text in asdict(form).values()) > LONGEST_TEXT:
        raise PayloadError(TYPED)
    return form
