"""Looks for keys and passwords that were left in a file; `no_secrets.toml` says what only looks like one.

The looking is detect-secrets'. It takes a minute for the whole tree, so that it is shown only the lines that
could hold something; ninety-eight in a hundred cannot.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from detect_secrets import SecretsCollection
from detect_secrets.settings import default_settings

ROOT = Path(__file__).parent.parent
KNOWN = Path(__file__).parent / "no_secrets.toml"
# An address is nothing that anybody must hide, and what is found is shown to nobody else to be tried.
NOT_LOOKED_FOR = "IPPublicDetector"
NOT_TRIED = "detect_secrets.filters.common.is_ignored_due_to_verification_policies"
# What is none is said in one place, not in a comment beside it.
NOT_HEEDED = "detect_secrets.filters.allowlist.is_line_allowlisted"
# Something called a secret, an address with a password in it, a key in PEM, or a long word with a digit.
SUSPECT = re.compile(
    r"""(?:key|pass|pwd|secret|token|contrase)\w*[]'"]{0,2}\s*(?:[!:=]=?|=>|\()"""
    r"""|://[^\s/]*:[^\s/]*@"""
    r"""|-----BEGIN"""
    r"""|(?<![\w/+=.-])(?=[a-z_/+=.-]*\d)[\w/+=.:-]{16,}""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Find:
    """What looks like a secret: where, and what kind."""

    file: str
    line: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Why lines of such files that have this in them hold no secret of that kind, or of any.

    Without both `holds` and `kind` the file is not looked at.
    """

    file: str
    why: str
    holds: str = ""
    kind: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it is about all that such a file may hold."""
        return not self.holds and not self.kind

    def explains(self, find: Find) -> bool:
        """Whether it is about that."""
        return fnmatchcase(find.file, self.file) and self.holds in find.text and self.kind in {"", find.kind}


def main() -> int:
    """Look through everything that git knows or would take in; returns 0 when nothing was found."""
    known = explanations()
    whole = {each.file for each in known if each.is_whole}
    found = list(finds(ROOT, [name for name in files(ROOT) if name not in whole]))
    unexplained = [find for find in found if not any(each.explains(find) for each in known)]
    for find in unexplained:
        print(f"{find.file}:{find.line}: {find.kind}", file=sys.stderr)
    if unexplained:
        print(
            "\nTake it out, and change it wherever it is good for something: it is in the history. "
            f"If it is no secret, say why in {KNOWN.relative_to(ROOT)}.",
            file=sys.stderr,
        )
    return 1 if unexplained else 0


def explanations() -> list[Known]:
    """What looks like a secret and is none."""
    return [Known(**each) for each in tomllib.loads(KNOWN.read_text(encoding="utf-8"))["known"]]


def files(root: Path) -> list[str]:
    """Every file that git knows or would take in, relative to the root; needs git."""
    git = shutil.which("git")
    if git is None:
        sys.exit("Which files are looked through is asked of git, and there is none.")
    command = [git, "ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "-z"]
    listed = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout.decode()
    return sorted(name for name in listed.split("\0") if name and (root / name).is_file())


def finds(root: Path, names: Iterable[str]) -> Iterator[Find]:
    """What looks like a secret in these files."""
    with tempfile.TemporaryDirectory() as folder, default_settings() as settings:
        settings.disable_plugins(NOT_LOOKED_FOR)
        settings.disable_filters(NOT_TRIED, NOT_HEEDED)
        for name in names:
            lines = suspects(root / name)
            if not lines:
                continue
            # How a line is read depends on the kind of file, so that the name is kept.
            shadow = Path(folder) / Path(name).name
            shadow.write_text("".join(f"{text}\n" for text in lines.values()), encoding="utf-8")
            yield from _looked_through(name, lines, shadow)


def suspects(file: Path) -> dict[int, str]:
    """The lines that could hold something, by number; none where the file is no text."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return {}
    lines = text.split("\n")
    numbers = sorted({text.count("\n", 0, match.start()) for match in SUSPECT.finditer(text)})
    return {number + 1: lines[number] for number in numbers}


def _looked_through(name: str, lines: dict[int, str], shadow: Path) -> Iterator[Find]:
    numbers = list(lines)
    collection = SecretsCollection(root=str(shadow.parent))
    collection.scan_file(shadow.name)
    for _, secret in collection:
        line = numbers[secret.line_number - 1]
        yield Find(file=name, line=line, kind=secret.type, text=lines[line])


if __name__ == "__main__":
    sys.exit(main())
