"""The page that says who may do what says what is tested."""

from tests.permissions.page import PAGE, page


def test_the_page_says_what_is_declared() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `python -m tests.permissions.page`"
