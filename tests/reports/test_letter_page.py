"""The page of a letter, which mailboxes show on grounds of their own."""

import re

import pytest

from cards.words import Words
from reports.web_page.frame import Frame, Link
from reports.web_page.letter_page import letter_page


@pytest.mark.parametrize("button", [Link(address="https://lageskoll.example/svara/x", text="Svara"), None])
def test_what_has_a_colour_has_a_ground_too_so_that_it_can_be_read_in_a_dark_mailbox(
    button: Link | None,
) -> None:
    page = letter_page(Frame(title="Hej", style=""), ["Hej"], button, ["Hej då"], Words())

    styles = [style for style in re.findall(r'style="([^"]*)"', page) if re.search(r"(^|; )color:", style)]
    assert len(styles) == (2 if button else 1)
    assert all("background: #" in style for style in styles)
    assert ("<a " in page) is (button is not None)
