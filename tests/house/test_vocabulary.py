"""One word per idea, on every floor: docs/glossary.md."""

import re

from tests.house.source import modules

SEAM = ("bot/teams/", "tests/bot/teams/")
# What pydantic calls its own settings; no environment in nature.
OF_PYDANTIC = {"env_file", "env_prefix", "env_file_encoding", "env_ignore_empty"}
SHAPELESS = {"utils", "util", "helpers", "helper", "common", "base", "misc", "manager", "managers"}
# These speak HTTP, where a status is a number.
SPEAKS_HTTP = ("bot/",)


def test_the_bare_word_activity_belongs_to_the_bot_framework() -> None:
    offenders = {
        module.path
        for module in modules("bot", "dialogs", "scheduler", "cards", "storage", "domain", "reports", "tests")
        if not module.path.startswith(SEAM) and "Activity" in module.names
    }

    assert offenders == set()


def test_no_function_measures_since_a_measure_is_a_thing() -> None:
    offenders = {
        f"{module.path}:{function.name}"
        for module in modules()
        for function in module.functions()
        if function.name.startswith("measure_")
    }

    assert offenders == set()


def test_environmental_is_written_in_full() -> None:
    offenders = {
        f"{module.path}:{name}"
        for module in modules()
        for name in module.names
        if name.startswith("env_") and name not in OF_PYDANTIC
    }

    assert offenders == set()


def test_how_it_is_going_is_called_progress_and_never_status() -> None:
    offenders = {
        f"{module.path}:{name}"
        for module in modules()
        if not module.path.startswith(SPEAKS_HTTP)
        for name in module.names
        if re.search(r"(^|_)status($|_)", name.lower())
    }

    assert offenders == set()


def test_a_file_is_named_after_what_it_holds() -> None:
    offenders = {
        module.path
        for module in modules("bot", "dialogs", "scheduler", "cards", "storage", "domain", "reports", "tests")
        if SHAPELESS & set(module.path.removesuffix(".py").split("/"))
    }

    assert offenders == set()
