"""Makes objects of the domain out of rows as quickly as objects that are not frozen are made.

A frozen dataclass sets each of its fields through a function, so that making one takes twice as long as
reading the columns that it is made of, and whoever reads a round makes thousands.
"""

from dataclasses import field, fields, make_dataclass
from enum import Enum
from typing import Any, TypeVar, cast

Kind = TypeVar("Kind")
Choice = TypeVar("Choice", bound=Enum)


def members(choices: type[Choice]) -> dict[Any, Choice]:
    """Each member by its value: to ask the type for one takes ten times as long, and every row has some."""
    return {each.value: each for each in choices}


def quickly(kind: type[Kind]) -> type[Kind]:
    """What makes objects of a frozen, slotted dataclass out of its fields; once made they are frozen.

    It is for dataclasses without a `__post_init__`.
    """

    def freeze(made: object) -> None:
        made.__class__ = kind

    described: Any = kind
    columns: list[Any] = [
        (each.name, each.type, field(default=each.default, default_factory=each.default_factory))
        for each in fields(described)
    ]
    thawed = make_dataclass(
        kind.__name__, columns, namespace={"__post_init__": freeze}, slots=True, kw_only=True
    )
    return cast("type[Kind]", thawed)
