"""Pages that only say something: why something cannot be seen, and that Teams is logging somebody in."""

from collections.abc import Sequence

from reports.web_page.engine import drawn
from reports.web_page.frame import Frame, Link
from reports.wording import Wording


def plain_page(frame: Frame, sentences: Sequence[str], ways: Sequence[Link], words: Wording) -> bytes:
    """A heading, some sentences, and where to go from there."""
    return drawn("plain", words, frame=frame, sentences=sentences, ways=ways)


def tab_page(frame: Frame, words: Wording) -> bytes:
    """What stands in the tab in Teams until somebody has been logged in; its script says how that goes."""
    return drawn("tab", words, frame=frame)
