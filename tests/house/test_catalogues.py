"""Every text that the code can say stands in both catalogues, whole and with the same placeholders."""

import string

import pytest
from babel.messages.catalog import Catalog, Message

from cards import catalogue
from cards.gathering import gathered
from domain.people import Language

Key = str | tuple[str, ...]
FORMATTER = string.Formatter()


@pytest.fixture(scope="module")
def template() -> Catalog:
    """Everything that the code says."""
    return gathered()


@pytest.fixture(params=list(Language), ids=str)
def language(request: pytest.FixtureRequest) -> Language:
    return Language(request.param)


def messages(texts: Catalog) -> dict[Key, Message]:
    return {_key(message): message for message in texts if message.id}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in FORMATTER.parse(text) if name is not None}


def test_there_is_something_to_say(template: Catalog) -> None:
    assert len(messages(template)) > 100


def test_the_catalogue_has_exactly_what_the_code_says(template: Catalog, language: Language) -> None:
    found = set(messages(catalogue.translated(language)))
    wanted = set(messages(template))

    assert found - wanted == set(), "gone from the code: run `python -m cards.catalogue`"
    assert wanted - found == set(), "new in the code: run `python -m cards.catalogue`"


def test_every_message_has_its_text_in_every_plural_form(language: Language) -> None:
    texts = catalogue.translated(language)

    assert [message.id for message in catalogue.untranslated(texts)] == []
    assert {len(catalogue.texts(message)) for message in texts if message.pluralizable} == {2}


def test_a_text_has_the_same_placeholders_as_its_message(language: Language) -> None:
    for key, message in messages(catalogue.translated(language)).items():
        said = (key,) if isinstance(key, str) else key

        for text, original in zip(catalogue.texts(message), said, strict=True):
            assert placeholders(text) == placeholders(original), text


def test_no_text_is_uncertain_or_left_over(language: Language) -> None:
    texts = catalogue.translated(language)

    assert [message.id for message in texts if message.fuzzy and message.id] == []
    assert not texts.obsolete


def test_a_catalogue_is_written_as_the_tool_writes_it(template: Catalog, language: Language) -> None:
    before = catalogue.path_of(language).read_bytes()

    after = catalogue.in_bytes(language, catalogue.update(language, template))

    assert after == before


def _key(message: Message) -> Key:
    return message.id if isinstance(message.id, str) else tuple(message.id)
