"""Things to put where something else belongs, and every place in an event or a payload to put them."""

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

Path = tuple[str | int, ...]

DEEP: Any = "the end"
for _ in range(200):
    DEEP = {"in": [DEEP]}

VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    999_999,
    2**31,
    2**63,
    10**400,
    1e308,
    0.5,
    "",
    " ",
    "1",
    "²",
    "٣",
    "2023-02-30",
    "\0",
    "\ud800",
    "\u202e\u0301\ufeff",
    "<at>x</at>",
    "[x](https://evil.example)",
    "å" * 5000,
    [],
    [[]],
    {},
    {"id": {"id": None}},
    {"__proto__": {"constructor": "x"}},
    DEEP,
)
GONE = object()


def places(value: Any, at: Path = ()) -> Iterator[Path]:
    """Every place in it, the outermost first."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in inside:
        yield (*at, name)
        yield from places(part, (*at, name))


@st.composite
def mutated(draw: st.DrawFn, originals: st.SearchStrategy[Any]) -> Any:
    """One of the originals with something else, or nothing, in one to three of its places."""
    changed = copy.deepcopy(draw(originals))
    for _ in range(draw(st.integers(1, 3))):
        found = list(places(changed))
        if not found:
            break
        *way, last = draw(st.sampled_from(found))
        part = changed
        for name in way:
            part = part[name]
        value = draw(st.sampled_from([GONE, *VALUES]))
        if value is not GONE:
            part[last] = copy.deepcopy(value)
        else:
            del part[last]
    return changed
