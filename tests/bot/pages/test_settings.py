"""Pages are off until there is an address for them, and then they want a key that nobody can guess."""

from typing import Any

import pytest

from bot.setting_problems import ProblemKind, SettingsError
from bot.settings import load_settings

KEY = "k" * 32
HOUSE: dict[str, Any] = {
    "env_file": None,
    "app_id": "5f0f8a4e-6a0e-4b0e-9d0b-0a6a7c1f2e3d",
    "tenant_id": "8c2f6d5e-1b7a-4c39-9f53-6a1d7e0b4c21",
    "app_secret": "s",
}


def problems(**given: Any) -> dict[ProblemKind, tuple[str, ...]]:
    with pytest.raises(SettingsError) as refusal:
        load_settings(**{**HOUSE, **given})
    return {problem.kind: problem.variables for problem in refusal.value.problems}


def test_without_an_address_there_are_no_pages_and_nothing_is_missing() -> None:
    assert not load_settings(**HOUSE).has_pages


@pytest.mark.parametrize("address", ["https://Lageskoll.Borlange.se", "https://lageskoll.borlange.se/"])
def test_the_address_is_the_same_however_it_is_written(address: str) -> None:
    settings = load_settings(**HOUSE, public_url=address, link_key=KEY)

    assert settings.public_origin == "https://lageskoll.borlange.se"


def test_an_address_wants_a_key() -> None:
    assert problems(public_url="https://a.example") == {ProblemKind.MISSING: ("LAGESKOLL_LINK_KEY",)}


def test_a_key_that_can_be_guessed_is_refused_and_never_shown() -> None:
    with pytest.raises(SettingsError) as refusal:
        load_settings(**HOUSE, public_url="https://a.example", link_key="hemlis-som-är-kort")

    assert "LAGESKOLL_LINK_KEY must have at least 32 characters" in str(refusal.value)
    assert "hemlis" not in str(refusal.value)


def test_the_key_before_must_be_as_long() -> None:
    found = problems(public_url="https://a.example", link_key=KEY, link_key_before="kort")

    assert found == {ProblemKind.TOO_SHORT: ("LAGESKOLL_LINK_KEY_BEFORE",)}


def test_the_newest_key_signs() -> None:
    settings = load_settings(**HOUSE, public_url="https://a.example", link_key=KEY, link_key_before="b" * 32)

    assert settings.link_keys() == ("b" * 32, KEY)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("http://a.example", ProblemKind.NOT_SECURE),
        ("a.example", ProblemKind.NOT_SECURE),
        ("https://", ProblemKind.NOT_BARE),
        ("https://a.example/lageskoll", ProblemKind.NOT_BARE),
        ("https://a.example?x=1", ProblemKind.NOT_BARE),
        ("https://a.example/#x", ProblemKind.NOT_BARE),
        ("https://anna:hemligt@a.example", ProblemKind.NOT_BARE),
        ("https://läge.example", ProblemKind.NOT_BARE),
        ("https://a.example:fel", ProblemKind.NOT_BARE),
    ],
)
def test_an_address_is_https_and_a_host_and_nothing_more(address: str, kind: ProblemKind) -> None:
    assert problems(public_url=address, link_key=KEY) == {kind: ("LAGESKOLL_PUBLIC_URL",)}
