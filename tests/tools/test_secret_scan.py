"""The scan finds each kind of secret that could be left in a file, and explains away no more than it must."""

import base64
import hashlib
import subprocess
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tools.secret_scan import ROOT, explanations, files, finds

# Put together here, so that this file holds none of them.
NOISE = hashlib.sha256(b"nobody's key").hexdigest()
WORD = base64.b64encode(hashlib.sha512(b"nobody's key").digest()).decode().rstrip("=")
CALLED = "pass" + "word"
PLANTED = {
    "a setting": f"LAGESKOLL_APP_SECRET=x7{NOISE[:12]}Q~",
    "a password in Python": f'smtp_{CALLED} = "Sommar{NOISE[:4]}!"',
    "a password in YAML": f"db_{CALLED}: 'Sommar{NOISE[:4]}!'",
    "an address with a password": f"url: postgresql+psycopg://bot:Sommar{NOISE[:4]}@db/lageskoll",
    "a key in PEM": "-----BEGIN PRIVATE" + " KEY-----",
    "a checksum-like key": f'signing = "{NOISE}"',
    "a base64 key": f'signing = "{WORD[:60]}"',
    "a token of GitHub": "ghp" + f"_{WORD.replace('/', 'a').replace('+', 'b')[:36]}",
    "a key of AWS": "AKIA" + "IOSFODNN7ABCDEFG",
    "a storage account of Azure": f"AccountKey={WORD[:86]}==",
    "a token of PyPI": "pypi-" + "AgEIcHlwaS5vcmc" + WORD[:72].replace("/", "a").replace("+", "b"),
    "a token that was signed": ".".join(
        base64.urlsafe_b64encode(part).decode().rstrip("=")
        for part in (b'{"alg":"RS256"}', b'{"aud":"bot"}', b"!" * 40)
    ),
}


def planted(folder: Path, name: str, text: str) -> list[int]:
    (folder / name).write_text(text, encoding="utf-8")
    return [find.line for find in finds(folder, [name])]


@pytest.mark.parametrize("kind", PLANTED)
def test_what_was_left_in_a_file_is_found_where_it_is(tmp_path: Path, kind: str) -> None:
    text = "# Åtgärder\n" + "nothing = 1\n" * 3 + PLANTED[kind] + "\n"

    assert set(planted(tmp_path, "settings.txt", text)) == {5}


def test_a_comment_beside_it_does_not_hide_it(tmp_path: Path) -> None:
    beside = PLANTED["a password in Python"] + "  # pragma: allowlist secret\n"

    assert planted(tmp_path, "settings.py", beside) == [1]


def test_what_is_no_text_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff\xfe" + PLANTED["a key in PEM"].encode())

    assert list(finds(tmp_path, ["picture.png"])) == []


def test_what_git_does_not_know_yet_is_looked_through_too_but_nothing_that_stays_here(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text(".env\n", encoding="utf-8")
    for name in (".env", "ny å.py"):
        (tmp_path / name).write_text(PLANTED["a setting"], encoding="utf-8")

    assert files(tmp_path) == [".gitignore", "ny å.py"]


def test_what_is_explained_away_is_still_there() -> None:
    whole = [each.file for each in explanations() if each.is_whole]
    asked = [each for each in explanations() if not each.is_whole]
    listed = [name for name in files(ROOT) if any(fnmatchcase(name, each.file) for each in asked)]
    found = list(finds(ROOT, listed))

    assert [name for name in whole if not (ROOT / name).is_file()] == []
    assert [each for each in asked if not any(each.explains(find) for find in found)] == []


def test_nothing_is_explained_away_without_a_reason_or_in_every_file() -> None:
    everywhere = [each for each in explanations() if not each.file.strip("*/.")]

    assert [each for each in explanations() if len(each.why) < len("as above")] == []
    assert [each for each in everywhere if len(each.holds) < len("user:password")] == []
