"""A letter as a page: one button and a few sentences, no picture, and nothing that tells on its reader."""

from collections.abc import Sequence

from reports.web_page.engine import drawn
from reports.web_page.frame import Frame, Link
from reports.wording import Wording


def letter_page(
    frame: Frame, before: Sequence[str], button: Link | None, after: Sequence[str], words: Wording
) -> str:
    """The page as text, without a button when there is nothing to open.

    Mail programs take no style sheet, so each part carries its own style.
    """
    page = drawn("letter", words, frame=frame, before=before, button=button, after=after)
    return page.decode()
