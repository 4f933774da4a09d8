"""Makes objects of the domain out of rows as quickly as objects that are not frozen are made.

A frozen dataclass sets each of its fields through a function, so that making one takes twice as long as
reading the columns that it is made of, and whoever reads a round makes thousands.
"""

from dataclasses import MISSING, fields, make_dataclass
from enum import Enum
from typing import Any, TypeVar, cast

Kind = TypeVar("Kind")
Choice = TypeVar("Choice", bound=Enum)


def members(choices: type[Choice]) -> dict[Any, Choice]:
    """Each member by its value: to ask the type for one takes ten times as long, and every row has some."""
    return {each.value: each for each in choices}


def quickly(kind: type[Kind]) -> type[Kind]:
    """What makes objects of a frozen, slotted dataclass out of its fields; once made they are frozen.

    It is for dataclasses without a `__post_init__`; what has a `default_factory` must be given. It makes a
    function for each: to call a type by the names of its fields takes twice as long, as Python first gathers
    them in a dictionary.
    """
    described: Any = kind
    columns = fields(described)
    names = [each.name for each in columns]
    thawed = make_dataclass(kind.__name__, names, slots=True, init=False)
    lines = [
        f"def make(*, {', '.join(names)}):",
        "_made = _new(_thawed)",
        *(f"_made.{name} = {name}" for name in names),
        "_made.__class__ = _kind",
        "return _made",
    ]
    known: dict[str, Any] = {"_new": object.__new__, "_thawed": thawed, "_kind": kind}
    exec("\n    ".join(lines), known)  # noqa: S102 - only names of fields are in it, as where dataclasses are made
    make = known["make"]
    make.__kwdefaults__ = {each.name: each.default for each in columns if each.default is not MISSING}
    return cast("type[Kind]", make)
