"""The Playground is fetched when it is missing or outdated, and a failure says what happened."""

import asyncio
import json
import sys
from pathlib import Path

import pytest

from bot.demo.playground import install as installing
from bot.demo.playground.errors import PlaygroundError
from bot.demo.playground.install import SCRIPT, STAMP_FILE, child_environment, install
from bot.demo.playground.node import NodeRuntime

PACKAGE = Path(installing.__file__).parent

WORKING_NPM = f"""
from pathlib import Path
calls = Path(__file__).with_name("calls")
calls.write_text(calls.read_text() + "x" if calls.exists() else "x")
script = Path({str(SCRIPT)!r})
script.parent.mkdir(parents=True)
script.write_text("// the Playground")
"""
FAILING_NPM = """
for number in range(40):
    print("line", number)
raise SystemExit(7)
"""


def _runtime(folder: Path, npm: str) -> NodeRuntime:
    """A Node.js whose npm is a few lines of Python."""
    program = folder / "npm.py"
    program.write_text(npm)
    return NodeRuntime(node=Path(sys.executable), npm=(sys.executable, str(program)))


def _silent(_: str) -> None:
    """Nobody listens."""


async def test_it_is_fetched_once_and_then_left_alone(tmp_path: Path) -> None:
    runtime = _runtime(tmp_path, WORKING_NPM)
    said: list[str] = []

    first = await install(tmp_path / "playground", report=said.append, runtime=runtime)
    second = await install(tmp_path / "playground", report=said.append, runtime=runtime)

    assert first == second
    assert first.script.read_text() == "// the Playground"
    assert (tmp_path / "calls").read_text() == "x"
    assert len(said) == 2


async def test_another_version_is_fetched_when_the_lock_has_changed(tmp_path: Path) -> None:
    runtime, folder = _runtime(tmp_path, WORKING_NPM), tmp_path / "playground"
    await install(folder, report=_silent, runtime=runtime)
    (folder / STAMP_FILE).write_text("an older lock's fingerprint")

    await install(folder, report=_silent, runtime=runtime)

    assert (tmp_path / "calls").read_text() == "xx"


async def test_a_failing_npm_is_reported_with_its_last_words(tmp_path: Path) -> None:
    runtime = _runtime(tmp_path, FAILING_NPM)

    with pytest.raises(PlaygroundError, match="status 7") as raised:
        await install(tmp_path / "playground", report=_silent, runtime=runtime)

    assert str(raised.value).endswith("line 39")
    assert "line 3\n" not in str(raised.value)


async def test_an_npm_that_brings_nothing_has_failed_too(tmp_path: Path) -> None:
    runtime = _runtime(tmp_path, "print('done')")

    with pytest.raises(PlaygroundError, match="done"):
        await install(tmp_path / "playground", report=_silent, runtime=runtime)


async def test_a_failure_leaves_the_working_version_and_no_rubbish(tmp_path: Path) -> None:
    folder = tmp_path / "demo" / "playground"
    installed = await install(folder, report=_silent, runtime=_runtime(tmp_path, WORKING_NPM))
    (folder / STAMP_FILE).write_text("an older lock's fingerprint")

    with pytest.raises(PlaygroundError):
        await install(folder, report=_silent, runtime=_runtime(tmp_path, FAILING_NPM))

    assert installed.script.is_file()
    assert [path.name for path in folder.parent.iterdir()] == ["playground"]


async def test_two_at_once_end_with_one_whole_installation(tmp_path: Path) -> None:
    runtime, folder = _runtime(tmp_path, WORKING_NPM), tmp_path / "demo" / "playground"

    one, other = await asyncio.gather(
        install(folder, report=_silent, runtime=runtime), install(folder, report=_silent, runtime=runtime)
    )

    assert one == other
    assert one.script.is_file()
    assert [path.name for path in folder.parent.iterdir()] == ["playground"]


def test_the_lock_pins_the_version_that_is_asked_for_and_names_no_registry() -> None:
    asked = json.loads((PACKAGE / "package.json").read_text())["dependencies"]
    lock = (PACKAGE / "package-lock.json").read_text()
    locked = json.loads(lock)["packages"]["node_modules/@microsoft/m365agentsplayground"]

    assert asked == {"@microsoft/m365agentsplayground": locked["version"]}
    assert locked["integrity"].startswith("sha512-")
    assert "://" not in lock


def test_our_settings_are_not_handed_to_other_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESKOLL_APP_PASSWORD", "secret")

    assert "secret" not in child_environment(node=Path(sys.executable)).values()
