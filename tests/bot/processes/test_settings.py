"""How many processes there may be."""

import pytest

from bot.commands.failing import setting_problem
from bot.processes.settings import ProcessSettings, process_problems
from bot.setting_problems import ProblemKind, SettingsError
from bot.settings import load_settings
from cards.words import Words


def test_there_is_one_unless_more_are_asked_for() -> None:
    settings = ProcessSettings()

    assert settings.processes == 1
    assert process_problems(settings, is_development=True, can_fork=False) == ()


def test_where_nothing_can_be_forked_there_is_one() -> None:
    settings = ProcessSettings(processes=2)

    assert process_problems(settings, is_development=False, can_fork=True) == ()
    [found] = process_problems(settings, is_development=False, can_fork=False)
    assert (found.kind, found.variables, found.value) == (
        ProblemKind.ONLY_ONE,
        ("LAGESKOLL_PROCESSES",),
        "2",
    )


def test_in_development_there_is_one_and_whoever_asks_for_more_is_told() -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(env_file=None, profile="development", processes=2)

    [found] = refused.value.problems
    assert setting_problem(found, Words()) == (
        "LAGESKOLL_PROCESSES är 2. I utvecklingsprofilen, och i Windows, måste värdet vara 1."
    )


@pytest.mark.parametrize("processes", [0, -1, 17, "many"])
def test_a_number_that_makes_no_sense_is_refused(processes: object) -> None:
    with pytest.raises(SettingsError):
        load_settings(env_file=None, profile="development", processes=processes)
