"""The documents that a report can be made into: each kind with the function that makes it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from domain.report.formats import Format
from domain.report.seal import Report
from reports.sealed_json import sealed_json
from reports.wording import Wording

Renderer = Callable[[Report, Wording], bytes]

# In the order in which they are offered. A new kind is one line here and nothing anywhere else.
RENDERERS: Mapping[Format, Renderer] = MappingProxyType({Format.JSON: sealed_json})


def formats() -> tuple[Format, ...]:
    """The kinds of documents that there are, in the order in which they are offered."""
    return tuple(RENDERERS)


def rendered(report: Report, kind: Format, words: Wording) -> bytes:
    """The document as a file. It may take seconds: call it in a thread of its own."""
    return RENDERERS[kind](report, words)
