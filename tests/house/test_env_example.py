import os
from pathlib import Path

import pytest

from bot.setting_problems import PREFIX
from bot.settings import Settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def no_settings_from_this_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)


def lines() -> dict[str, str]:
    assignments = (line.removeprefix("# ") for line in EXAMPLE.read_text(encoding="utf-8").splitlines())
    return dict(line.split("=", 1) for line in assignments if line.startswith(PREFIX))


def test_the_example_names_every_setting_and_nothing_else() -> None:
    assert set(lines()) == {PREFIX + name.upper() for name in Settings.model_fields}


def test_the_example_shows_the_defaults_that_the_settings_have() -> None:
    shown = {name.removeprefix(PREFIX).lower(): value for name, value in lines().items() if value}
    usual, as_shown = Settings(_env_file=None), Settings(_env_file=None, **shown)  # type: ignore[arg-type]

    assert as_shown == usual
