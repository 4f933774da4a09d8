"""Pages that anybody may read: what the service is, what it keeps about people, and its terms."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.web_page.engine import drawn
from reports.web_page.frame import Frame, Link
from reports.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the page: a heading ("" for none), sentences, and names with what they mean."""

    heading: str = ""
    sentences: Sequence[str] = ()
    terms: Sequence[tuple[str, str]] = ()


def notice_page(frame: Frame, sections: Sequence[Section], ways: Sequence[Link], words: Wording) -> bytes:
    """The sections one after another, and where to go from there."""
    return drawn("notice", words, frame=frame, sections=sections, ways=ways)
