"""A mapping is whole and means one thing, or says line by line what to mend."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.exchange.mapping import FileMapping
from bot.exchange.mapping_file import read_mapping
from bot.exchange.mapping_words import sentences
from bot.exchange.problems import MappingProblem, MappingRefusedError
from bot.exchange.problems import MappingProblemKind as Kind
from bot.exchange.subjects import Subject
from cards.words import Words
from domain.people import Language
from domain.plan_file.problems import FileFault, FileRefusedError
from tests.bot.exchange.examples import MAPPING_FILE, the_mapping

Found = list[tuple[Kind, int, str]]


def problems(content: bytes, *, to_import: bool = True) -> Found:
    with pytest.raises(MappingRefusedError) as refusal:
        read_mapping(content, to_import=to_import)
    return [(each.kind, each.line, each.name) for each in refusal.value.problems]


def problems_with(old: str, new: str, *, to_import: bool = True) -> Found:
    text = MAPPING_FILE.read_text(encoding="utf-8")
    assert old in text
    return problems(text.replace(old, new).encode(), to_import=to_import)


def outcome(content: bytes) -> FileMapping | FileFault | tuple[Kind, ...]:
    try:
        return read_mapping(content, to_import=True)
    except MappingRefusedError as error:
        return tuple(each.kind for each in error.problems)
    except FileRefusedError as error:
        return error.fault


def test_the_example_is_read_as_it_is_written() -> None:
    mapping = the_mapping()

    status = mapping.column_about(Subject.PROGRESS)
    assert mapping.client == "Verksamhetssystemet"
    assert status is not None
    assert status.words["on_track"] == ("Pågår enligt plan", "Pågår")
    assert mapping.columns[-1].always == "Lägeskoll"


@pytest.mark.parametrize(
    ("old", "new", "kind", "line", "name"),
    [
        ("client: ", "klient: ", Kind.UNKNOWN_NAME, 2, "klient"),
        ("client: Verk", "x: y\nclient: ", Kind.UNKNOWN_NAME, 2, "x"),
        ("client: Verksamhetssystemet", "client: ''", Kind.NOT_ONE_LINE, 2, "client"),
        ("client: V", f"client: {'V' * 40}", Kind.TOO_LONG, 2, "client"),
        ('delimiter: ";"', 'delimiter: "#"', Kind.NOT_A_CHOICE, 6, "file.delimiter"),
        ("heading: true", "heading: kanske", Kind.NOT_A_CHOICE, 7, "file.heading"),
        ("heading: true", "day: DD.MM.YYYY", Kind.NAME_TWICE, 9, "file.day"),
        ("    about: comment", "    about: kommentar", Kind.NOT_A_CHOICE, 30, "columns.about"),
        ("    about: comment", "    about: percent", Kind.SUBJECT_TWICE, 28, "columns.about"),
        ("    about: comment", "", Kind.ABOUT_OR_ALWAYS, 29, "columns"),
        ("    about: comment", "    about: comment\n    always: x", Kind.ABOUT_OR_ALWAYS, 29, "columns"),
        (
            "    about: comment",
            "    about: comment\n    words: {a: b}",
            Kind.NO_WORDS_HERE,
            31,
            "columns.words",
        ),
        ("    about: comment", "    about: comment\n    words: [a]", Kind.WRONG_SHAPE, 31, "columns.words"),
        ("name: Kommentar", "name: status", Kind.COLUMN_TWICE, 19, "columns.name"),
        ("about: number", "about: evidence", Kind.NO_NUMBER, 11, "columns"),
        ("about: progress", "about: evidence", Kind.NO_PROGRESS, 11, "columns"),
        ("      done: ", "      dne: ", Kind.UNKNOWN_CODE, 25, "columns.words.dne"),
        ("      done: [Klar, Slutförd]\n", "", Kind.CODE_LEFT_OUT, 21, "columns.words"),
        ("Utgår", "FÖRSENAD", Kind.SAME_WORD, 26, "columns.words.dropped"),
        ("VS-1002", "vs-1001", Kind.SAME_WORD, 16, "columns.words.2.1"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_its_name(
    old: str, new: str, kind: Kind, line: int, name: str
) -> None:
    assert (kind, line, name) in problems_with(old, new)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    text = MAPPING_FILE.read_text(encoding="utf-8")
    text = text.replace("client:", "klient:").replace('","           #', "x").replace("always:", "alltid:")

    assert {kind for kind, _, _ in problems(text.encode())} >= {Kind.MISSING, Kind.UNKNOWN_NAME}
    assert len(problems(text.encode())) == 4


def test_to_write_a_file_asks_less_than_to_understand_one() -> None:
    assert the_mapping("Utgår", "Försenad", to_import=False)
    assert read_mapping(b"client: S\ncolumns: [{name: A, about: number}]", to_import=False)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", Kind)
def test_every_problem_has_a_sentence_with_its_line(kind: Kind, language: Language) -> None:
    problem = MappingProblem(kind=kind, line=7, name="columns.about", value="x", choices=("a", "b"))

    (sentence,) = sentences((problem,), Words(language=language))

    assert "7: " in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", FileFault.EMPTY),
        (b"# inget", FileFault.EMPTY),
        (b"client: [", FileFault.NOT_YAML),
        (b"client: \xe5", FileFault.NOT_YAML),
        (b"client: &a x\ncolumns: [*a]", FileFault.REFERENCES),
        (b"client: " + b"[" * 100, FileFault.TOO_DEEP),
        (b"client: !!python/object/apply:os.system [ls]", (Kind.WRONG_SHAPE, Kind.MISSING)),
    ],
)
def test_what_is_no_mapping_is_refused_and_nothing_in_it_is_run(content: bytes, fault: object) -> None:
    assert outcome(content) == fault


@given(content=some.binary() | some.text(alphabet=":-[]{}&*!|>'\" \nabc").map(str.encode))
def test_a_mapping_of_anything_is_refused_with_a_reason(content: bytes) -> None:
    assert outcome(content)
    assert not isinstance(outcome(content), FileMapping)
