"""The repository speaks of the project alone, and its tests test the real thing."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import ROOMS, ROOT, modules

KEPT_HIDDEN = {".ci", ".github"}
TEXT = {"", ".md", ".py", ".toml", ".yaml", ".yml", ".json", ".j2", ".po", ".txt", ".cfg", ".ini", ".example"}
# A machine's own folders; the project may be cloned anywhere.
SOMEBODYS_FOLDER = re.compile(r"(?<![\w./:-])/(?:work|root|home|Users)/")
# A rule of bandit's that is silenced, with nothing said after it.
SILENCED = re.compile(r"#\s*noqa:[^#]*\bS\d{3}\b[A-Z0-9, ]*(?:$|#)")


def test_no_text_names_a_folder_of_somebodys_machine() -> None:
    offenders = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in _texts(ROOT)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if SOMEBODYS_FOLDER.search(line)
    ]

    assert offenders == []


def test_no_test_replaces_our_own_code_behind_its_back() -> None:
    offenders = {
        f"{module.path}: {name}"
        for module in modules("tests")
        for name in module.imported | module.names
        if name in {"mock", "mocker", "unittest.mock", "MagicMock", "AsyncMock"}
    }

    assert offenders == set()


def test_no_test_waits_for_time_to_pass() -> None:
    offenders = {
        module.path
        for module in modules("tests")
        if re.search(r"\b(?:asyncio|time)\.sleep\((?!0\))", module.text)
    }

    assert offenders == set()


def _texts(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            hidden = path.name.startswith((".", "__")) or path.name in {"node_modules", "build", "dist"}
            if not hidden or path.name in KEPT_HIDDEN:
                yield from _texts(path)
        elif path.suffix in TEXT:
            yield path


def test_whoever_silences_a_warning_about_security_says_why() -> None:
    offenders = [
        f"{module.path}:{number}"
        for module in modules(*ROOMS, "bench", "tools")
        for number, line in enumerate(module.text.splitlines(), start=1)
        if SILENCED.search(line)
    ]

    assert offenders == []
