"""Which groups may give which role, and what is no group."""

from typing import Any

import pytest

from bot.setting_problems import SettingsError
from bot.settings import read_settings
from domain.people import Role

GROUP = "aaaaaaaa-1111-4111-8111-111111111111"
FIELDS = {
    "strategist_group": Role.STRATEGIST,
    "director_group": Role.DIRECTOR,
    "manager_group": Role.MANAGER,
    "admin_group": Role.ADMIN,
}


def groups(**given: Any) -> dict[Role, str]:
    return read_settings(env_file=None, **given).groups


@pytest.mark.parametrize("field", FIELDS)
def test_a_group_gives_its_role(field: str) -> None:
    assert groups(graph=True, **{field: f" {GROUP.upper()} "}) == {FIELDS[field]: GROUP}


def test_no_group_gives_a_role_while_the_directory_may_not_be_asked() -> None:
    assert groups(strategist_group=GROUP) == {}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("written", ["Miljöstrateger", "42", GROUP.replace("-", ""), f"{{{GROUP}}}"])
def test_a_name_is_no_group(field: str, written: str) -> None:
    with pytest.raises(SettingsError, match=f"LAGESKOLL_{field.upper()}"):
        groups(graph=True, **{field: written})


@pytest.mark.parametrize("written", ["http://graph.microsoft.com", "graph.microsoft.com", "ftp://127.0.0.1"])
def test_a_token_is_sent_nowhere_unprotected(written: str) -> None:
    with pytest.raises(SettingsError, match="LAGESKOLL_GRAPH_URL"):
        read_settings(env_file=None, graph_url=written)


def test_the_token_is_for_the_directory_that_is_asked() -> None:
    settings = read_settings(env_file=None, graph_url="https://graph.microsoft.us/")

    assert settings.graph_scope == "https://graph.microsoft.us/.default"
