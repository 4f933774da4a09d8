"""A link is good for one person, one purpose and a while; everything else opens nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from bot.pages.links import LinkFault, Links, Pass, Purpose
from bot.settings import read_settings
from domain.people import PersonId, TenantId

NOW = datetime(2023, 9, 15, 8, 0, tzinfo=UTC)
KEY, BEFORE, ANOTHER = "k" * 32, "b" * 32, "a" * 32
PASS = Pass(
    tenant_id=TenantId("11111111-1111-4111-8111-111111111111"),
    person_id=PersonId(7),
    what="overview:3",
    until=NOW + timedelta(minutes=30),
)
LINKS = Links(lambda: [KEY])


def test_a_token_gives_back_what_was_signed() -> None:
    assert LINKS.opened(Purpose.PAGE, LINKS.token(Purpose.PAGE, PASS), NOW) == PASS


def test_a_token_may_stand_in_an_address() -> None:
    token = LINKS.token(Purpose.PAGE, PASS)

    assert token.replace("-", "").replace("_", "").replace(".", "").isalnum()
    assert token.isascii()


@pytest.mark.parametrize("purpose", sorted(set(Purpose) - {Purpose.PAGE}))
def test_a_token_of_one_purpose_is_nothing_for_another(purpose: Purpose) -> None:
    assert LINKS.opened(purpose, LINKS.token(Purpose.PAGE, PASS), NOW) is LinkFault.UNKNOWN


def test_a_token_is_good_until_its_time_and_not_a_moment_longer() -> None:
    token = LINKS.token(Purpose.PAGE, PASS)

    assert LINKS.opened(Purpose.PAGE, token, PASS.until - timedelta(microseconds=1)) == PASS
    assert LINKS.opened(Purpose.PAGE, token, PASS.until) is LinkFault.EXPIRED


def test_a_new_key_signs_while_the_one_before_still_opens() -> None:
    old, rotated = Links(lambda: [BEFORE]), Links(lambda: [BEFORE, KEY])

    assert rotated.opened(Purpose.PAGE, old.token(Purpose.PAGE, PASS), NOW) == PASS
    assert LINKS.opened(Purpose.PAGE, rotated.token(Purpose.PAGE, PASS), NOW) == PASS


def test_a_key_is_exchanged_while_its_links_are_out(tmp_path: Path) -> None:
    def write(name: str, key: str) -> None:
        (tmp_path / f"lageskoll_{name}").write_text(key)

    write("link_key", BEFORE)
    links = Links(read_settings(env_file=None, secrets_folder=tmp_path, profile="development").link_keys)
    of_old = links.token(Purpose.PAGE, PASS)
    write("link_key_before", BEFORE)
    write("link_key", KEY)
    of_new = links.token(Purpose.PAGE, PASS)

    assert [links.opened(Purpose.PAGE, each, NOW) for each in (of_old, of_new)] == [PASS, PASS]
    assert LINKS.opened(Purpose.PAGE, of_new, NOW) == PASS
    # When no link of the old one is good any more, or at once where it has leaked.
    (tmp_path / "lageskoll_link_key_before").unlink()
    assert links.opened(Purpose.PAGE, of_old, NOW) is LinkFault.UNKNOWN
    assert links.opened(Purpose.PAGE, of_new, NOW) == PASS


def test_a_key_that_is_gone_opens_nothing() -> None:
    token = Links(lambda: [ANOTHER]).token(Purpose.PAGE, PASS)

    assert Links(lambda: [BEFORE, KEY]).opened(Purpose.PAGE, token, NOW) is LinkFault.UNKNOWN


def test_what_is_signed_in_another_way_with_the_same_key_opens_nothing() -> None:
    plain = URLSafeSerializer(KEY, salt="lageskoll.page").dumps([PASS.tenant_id, 7, "", 4_000_000_000])

    assert LINKS.opened(Purpose.PAGE, str(plain), NOW) is LinkFault.UNKNOWN


@given(st.text(max_size=700) | st.text("abcABC019-_.", max_size=700))
def test_no_token_is_too_strange_to_refuse(token: str) -> None:
    assert LINKS.opened(Purpose.PAGE, token, NOW) is LinkFault.UNKNOWN


@given(st.data())
def test_no_letter_of_a_token_can_be_changed(data: st.DataObject) -> None:
    token = LINKS.token(Purpose.PAGE, PASS)
    # The last letter holds two bits that mean nothing.
    place = data.draw(st.integers(0, len(token) - 2))
    letter = data.draw(st.sampled_from("abcXYZ019-_.").filter(lambda each: each != token[place]))

    changed = token[:place] + letter + token[place + 1 :]

    assert LINKS.opened(Purpose.PAGE, changed, NOW) is LinkFault.UNKNOWN
