"""What every page that the service serves has around it: style sheet, heading, and the small print."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.web_page.engine import style_sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Somewhere to go. `label` says more than there is room for, to whoever has it read aloud."""

    address: str
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a page. `style` and `scripts` are addresses, `lines` the small print at its end."""

    title: str
    style: str
    occasion: str = ""
    scripts: Sequence[str] = ()
    lines: Sequence[str] = ()


def page_style() -> bytes:
    """The style sheet of the served pages: the report's own, and what it has no use for."""
    return (style_sheet("report.css") + style_sheet("page.css")).encode()
