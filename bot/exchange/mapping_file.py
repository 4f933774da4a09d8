"""Reads a mapping from YAML, and says everything that is wrong with it at once, by line."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.exchange.mapping import Column, DayForm, DecimalMark, Delimiter, Encoding, FileForm, FileMapping
from bot.exchange.mapping_checks import meaning_problems
from bot.exchange.problems import MappingProblem, MappingRefusedError
from bot.exchange.problems import MappingProblemKind as Kind
from bot.exchange.subjects import Subject
from storage.yaml_file import LinedTree, Path, tree_of

CHOICES: Mapping[str, type[StrEnum]] = {
    "encoding": Encoding,
    "delimiter": Delimiter,
    "decimal_mark": DecimalMark,
    "day": DayForm,
    "about": Subject,
}
TRUE_OR_FALSE = ("true", "false")
KINDS: Mapping[str, Kind] = {
    "missing": Kind.MISSING,
    "extra_forbidden": Kind.UNKNOWN_NAME,
    "enum": Kind.NOT_A_CHOICE,
    "bool_parsing": Kind.NOT_A_CHOICE,
    "string_too_short": Kind.NOT_ONE_LINE,
    "string_pattern_mismatch": Kind.NOT_ONE_LINE,
    "string_too_long": Kind.TOO_LONG,
    "too_long": Kind.TOO_LONG,
    "too_short": Kind.MISSING,
}


def read_mapping(content: bytes, *, to_import: bool) -> FileMapping:
    """The mapping, fit for what it is wanted for.

    Raises `MappingRefusedError` with every problem, or `FileRefusedError` when it is not YAML.
    """
    lined = tree_of(content)
    twice = [_problem(lined, path, Kind.NAME_TWICE) for path in lined.twice]
    try:
        mapping = FileMapping.model_validate(lined.tree)
    except ValidationError as error:
        raise MappingRefusedError((*twice, *_shape_problems(lined, error))) from None
    found = [
        _problem(lined, each.path, each.kind, each.value, each.choices)
        for each in meaning_problems(mapping, to_import=to_import)
    ]
    if problems := (*twice, *found):
        raise MappingRefusedError(problems)
    return mapping


def _shape_problems(lined: LinedTree, error: ValidationError) -> Iterator[MappingProblem]:
    for each in error.errors(include_url=False):
        # Pydantic marks a name itself, as opposed to what stands under it, in a way that no file has.
        path = tuple(part for part in each["loc"] if part != "[key]")
        kind = KINDS.get(each["type"], Kind.WRONG_SHAPE)
        yield _problem(lined, path, kind, _value(each), _choices(path, kind))


def _value(error: ErrorDetails) -> str:
    found = error["input"]
    return found if isinstance(found, str) else ""


def _choices(path: Path, kind: Kind) -> tuple[str, ...]:
    name = str(path[-1]) if path else ""
    match kind:
        case Kind.NOT_A_CHOICE:
            return tuple(CHOICES[name]) if name in CHOICES else TRUE_OR_FALSE
        case Kind.UNKNOWN_NAME:
            model = FileForm if path[0] == "file" else Column if "columns" in path else FileMapping
            return tuple(model.model_fields)
        case _:
            return ()


def _problem(
    lined: LinedTree, path: Path, kind: Kind, value: str = "", choices: tuple[str, ...] = ()
) -> MappingProblem:
    name = ".".join(part for part in path if isinstance(part, str))
    return MappingProblem(kind=kind, line=lined.line_of(path), name=name, value=value, choices=choices)
