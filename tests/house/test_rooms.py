"""What each room keeps out: the foundation stays pure, and every foreign library has its doorkeeper."""

import ast
import sys
from collections.abc import Iterator

import pytest

from tests.house.source import Module, modules

CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "time_ns", "perf_counter"}
WORLDLY = {"asyncio", "logging", "os", "random", "secrets", "socket", "sqlite3", "subprocess", "threading"}
DOORKEEPERS = {
    "aiohttp": ("bot/",),
    "aiosqlite": ("storage/",),
    "alembic": ("storage/",),
    "apscheduler": ("scheduler/clockwork.py",),
    "babel": ("cards/words.py", "cards/catalogue.py", "cards/gathering.py"),
    "botbuilder": ("bot/teams/",),
    "botframework": ("bot/teams/",),
    "cryptography": ("bot/teams/", "bot/entra/certificates.py"),
    "dateparser": ("domain/days_in_words.py",),
    "email_validator": ("storage/plan_",),
    "filelock": ("storage/file_rights.py",),
    "holidays": ("domain/calendar.py",),
    "itsdangerous": ("bot/pages/links.py",),
    "jinja2": ("cards/render.py", "cards/gathering.py", "reports/"),
    "jwt": ("bot/teams/", "bot/entra/"),
    "msal": ("bot/entra/msal_client.py",),
    "msrest": ("bot/teams/",),
    "opentelemetry": ("bot/watching/otel.py",),
    "phonenumbers": ("domain/personal_data.py",),
    "prometheus_client": ("bot/watching/figures.py",),
    "psycopg": ("storage/",),
    "pyrate_limiter": ("scheduler/pacing.py", "bot/api/limits.py"),
    "python_calamine": ("storage/plan_", "reports/"),
    "rapidfuzz": ("domain/summary/searching.py",),
    "requests": ("bot/entra/msal_client.py",),
    "sqlalchemy": ("storage/",),
    "sqlmodel": ("storage/",),
    "stdnum": ("domain/personal_data.py",),
    "structlog": ("bot/watching/logs.py",),
    "uvloop": ("bot/loop.py",),
    "xlsxwriter": ("reports/", "storage/plan_"),
    "yaml": ("storage/plan_", "storage/yaml_file.py", "bot/demo/"),
}


@pytest.mark.parametrize("library", DOORKEEPERS)
def test_a_foreign_library_is_named_only_by_its_doorkeeper(library: str) -> None:
    offenders = {
        module.path
        for module in modules()
        if library in module.libraries and not module.path.startswith(DOORKEEPERS[library])
    }

    assert offenders == set()


def test_the_foundation_stands_on_the_standard_library_and_what_is_known_of_days_and_numbers() -> None:
    known = {"dateparser", "holidays", "phonenumbers", "rapidfuzz", "stdnum", "domain"}
    allowed = (sys.stdlib_module_names - WORLDLY) | known
    offenders = {
        f"{module.path}: {name}"
        for module in modules("domain")
        for name in module.imported
        if name.partition(".")[0] not in allowed
    }

    assert offenders == set()


def test_the_foundation_never_waits() -> None:
    offenders = {
        f"{module.path}:{node.lineno}"
        for module in modules("domain")
        for node in module.nodes
        if isinstance(node, ast.Await | ast.AsyncFunctionDef | ast.AsyncFor | ast.AsyncWith)
    }

    assert offenders == set()


def test_the_foundation_never_asks_what_time_it_is() -> None:
    offenders = {call for module in modules("domain") for call in _clock_calls(module)}

    assert offenders == set()


def test_only_the_hall_and_the_metronome_ask_what_time_it_is() -> None:
    allowed = ("bot/", "scheduler/clockwork.py")
    offenders = {
        call
        for module in modules("dialogs", "scheduler", "cards", "storage")
        if not module.path.startswith(allowed)
        for call in _clock_calls(module)
    }

    assert offenders == set()


def _clock_calls(module: Module) -> Iterator[str]:
    """Calls such as `datetime.now()`, `date.today()` and `time.time()`."""
    for node in module.nodes:
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in CLOCKS
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in {"datetime", "date", "time"}
        ):
            yield f"{module.path}:{node.lineno}"
