"""The database's password may come as a file of its own, with every kind of character."""

import os
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.database_settings import opened
from bot.secret_files import secret_files
from bot.setting_problems import PREFIX
from bot.settings import Settings, read_settings

SERVER = "postgresql+psycopg://lageskoll@database/lageskoll"
HARD = "å/:@#%? \\'\"&+=ö"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)


def settings(folder: Path | None = None, **given: object) -> Settings:
    return Settings(_env_file=None, _secrets_dir=folder, **given)  # type: ignore[arg-type]


def password_in(found: Settings) -> str | None:
    password = make_url(found.database_url.get_secret_value()).password
    return None if password is None else str(password)


@pytest.mark.parametrize("password", ["secret", HARD, "%41", "a b"])
def test_a_password_by_itself_is_put_into_the_address_as_it_is(password: str) -> None:
    found = settings(database_url=SERVER, database_password=password)

    assert password_in(found) == password


def test_it_goes_before_one_that_stands_in_the_address() -> None:
    found = settings(database_url=SERVER.replace("lageskoll@", "lageskoll:old@"), database_password="new")

    assert password_in(found) == "new"


def test_without_one_the_address_is_left_as_it_was_written() -> None:
    assert settings(database_url=SERVER).database_url.get_secret_value() == SERVER


def test_a_file_database_has_no_use_for_one() -> None:
    assert (
        settings(database_password="x").database_url.get_secret_value() == "sqlite+aiosqlite:///lageskoll.db"
    )


def test_what_is_not_an_address_is_left_to_whoever_explains_it() -> None:
    assert settings(database_url="%%%", database_password="x").database_url.get_secret_value() == "%%%"


def test_secrets_are_read_from_a_file_each_without_the_newline_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "lageskoll_database_password").write_text(HARD + "\n", encoding="utf-8")
    (tmp_path / "lageskoll_app_secret").write_text("the app's\n", encoding="utf-8")

    found = settings(secret_files(tmp_path), database_url=SERVER)

    assert password_in(found) == HARD
    assert found.app_secret is not None
    assert found.app_secret.get_secret_value() == "the app's"


async def test_the_password_of_the_next_connection_is_what_its_file_has_then(tmp_path: Path) -> None:
    file = tmp_path / "lageskoll_database_password"
    file.write_text("old", encoding="utf-8")
    database = opened(read_settings(env_file=None, secrets_folder=tmp_path, database_url=SERVER))
    file.write_text(HARD + "\n", encoding="utf-8")

    assert database.password is not None
    assert database.password() == HARD
    file.unlink()
    assert database.password() is None


def test_an_empty_secret_file_counts_as_not_set(tmp_path: Path) -> None:
    (tmp_path / "lageskoll_app_secret").write_text("\n", encoding="utf-8")

    assert settings(secret_files(tmp_path)).app_secret is None


def test_the_environment_goes_before_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lageskoll_app_secret").write_text("from the file", encoding="utf-8")
    monkeypatch.setenv("LAGESKOLL_APP_SECRET", "from the environment")

    secret = settings(secret_files(tmp_path)).app_secret

    assert secret is not None
    assert secret.get_secret_value() == "from the environment"


def test_a_machine_without_such_a_folder_has_no_secret_files(tmp_path: Path) -> None:
    assert secret_files(None, tmp_path / "none") is None


def test_the_password_is_not_shown_when_settings_are_printed() -> None:
    assert "very-secret" not in repr(settings(database_url=SERVER, database_password="very-secret"))
