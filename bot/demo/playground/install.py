"""Sees to it that the Playground is installed, at exactly the version that the lock file names."""

import asyncio
import hashlib
import os
import shutil
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.demo.playground.errors import PlaygroundError
from bot.demo.playground.node import NodeRuntime, find_node

DEFAULT_FOLDER = Path(".demo") / "playground"
LOCK_FILES = ("package.json", "package-lock.json")
STAMP_FILE = "installed.sha256"
SCRIPT = Path("node_modules") / "@microsoft" / "m365agentsplayground" / "cli.js"
OUTPUT_LINES = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What it takes to start the Playground: a Node.js and the script to give it."""

    node: Path
    script: Path


async def install(
    folder: Path = DEFAULT_FOLDER, *, report: Callable[[str], None], runtime: NodeRuntime | None = None
) -> Installation:
    """Install the Playground under `folder` unless it already is, telling `report` what takes time.

    Raises PlaygroundError when there is no Node.js or when npm fails.
    """
    if runtime is None:
        runtime = await asyncio.to_thread(find_node)
    if not _is_current(folder):
        report("Fetching the Microsoft 365 Agents Playground from npm …")
        await _fetch(folder, runtime)
        report("The Playground is in place.")
    return _installation(folder, runtime)


def child_environment(*, node: Path) -> Mapping[str, str]:
    """Our environment without our own settings: credentials are no business of a child process."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("LAGESKOLL_")}
    return {**inherited, "PATH": os.pathsep.join([str(node.parent), inherited.get("PATH", os.defpath)])}


def _installation(folder: Path, runtime: NodeRuntime) -> Installation:
    # Absolute, because each window has a working directory of its own.
    return Installation(node=runtime.node, script=folder.absolute() / SCRIPT)


async def _fetch(folder: Path, runtime: NodeRuntime) -> None:
    """Fetch beside the folder and swap, so that a failure leaves what was there untouched."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(
        prefix=f".{folder.name}-", dir=folder.parent, ignore_cleanup_errors=True
    ) as scratch:
        fresh = Path(scratch) / "fresh"
        fresh.mkdir()
        for name in LOCK_FILES:
            shutil.copyfile(Path(__file__).with_name(name), fresh / name)
        await _npm_ci(fresh, runtime)
        (fresh / STAMP_FILE).write_text(_digest(), encoding="ascii")
        _swap(fresh, folder, Path(scratch) / "old")


async def _npm_ci(folder: Path, runtime: NodeRuntime) -> None:
    process = await asyncio.create_subprocess_exec(
        *runtime.npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts",
        cwd=folder, env=child_environment(node=runtime.node), stdin=DEVNULL, stdout=PIPE, stderr=STDOUT,
    )  # fmt: skip
    try:
        output, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0 or not (folder / SCRIPT).is_file():
        raise PlaygroundError(_npm_failed(process.returncode, output.decode(errors="replace")))


def _npm_failed(status: int | None, output: str) -> str:
    last_lines = "\n".join(output.strip().splitlines()[-OUTPUT_LINES:])
    return (
        f"npm could not install the Microsoft 365 Agents Playground (status {status}). "
        f"Check that this machine reaches an npm registry, then try again. npm's last words:\n{last_lines}"
    )


def _swap(fresh: Path, folder: Path, old: Path) -> None:
    # Somebody else may have installed the same version while we fetched ours.
    if _is_current(folder):
        return
    try:
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    except OSError:
        # Or may be doing it this very moment.
        if not _is_current(folder):
            raise


def _is_current(folder: Path) -> bool:
    stamp = folder / STAMP_FILE
    return stamp.is_file() and stamp.read_text(encoding="ascii") == _digest() and (folder / SCRIPT).is_file()


def _digest() -> str:
    """A fingerprint of what should be installed."""
    contents = b"".join(Path(__file__).with_name(name).read_bytes() for name in LOCK_FILES)
    return hashlib.sha256(contents).hexdigest()
