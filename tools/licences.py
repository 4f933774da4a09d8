"""Writes docs/licences.md: every library that the service may carry, its licence, and why it is there."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from email.message import Message
from importlib import metadata
from itertools import pairwise
from pathlib import Path
from typing import cast

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "licences.md"
RULES = Path(__file__).parent / "licences.toml"
OURSELVES = "lageskoll"
# What several classifiers hold together, and what no machine can read in a text of many lines.
CLASSIFIER, WHOLE_TEXT = "License :: ", "\n"
BEGINS, ENDS = "<!-- The list is written by `python -m tools.licences`. -->", "<!-- End of the list. -->"


class UnreadError(Exception):
    """A library does not say its licence as a machine reads it: read it, and add it to `licences.toml`."""


@dataclass(frozen=True, slots=True)
class Library:
    """What the lock names, and who asks for it."""

    name: str
    version: str
    wanted_by: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What each allowed licence asks of us; and what a library says, with what somebody who read it found."""

    allowed: dict[str, str]
    read: dict[str, dict[str, str]]

    @classmethod
    def written(cls) -> "Rules":
        """As they stand in the file."""
        return cls(**tomllib.loads(RULES.read_text(encoding="utf-8")))

    def licence_of(self, name: str, says: str) -> str:
        """The licence as SPDX writes it; raises `UnreadError` where nobody can tell."""
        try:
            return canonicalize_license_expression(says)
        except InvalidLicenseExpression:
            known = self.read.get(name)
        if known is None or says not in {known["says"], ""}:
            raise UnreadError(f"{name}: {says!r}")
        return known["licence"]

    def refused(self, licence: str) -> set[str]:
        """Those of the licences in it that may not be there; AND and OR are the same here."""
        named = re.findall(r"[\w.+-]+", licence)
        return set(named) - {"AND", "OR", "WITH"} - set(self.allowed)


def libraries() -> list[Library]:
    """Everything that the lock names for running the service, with every extra, on any system."""
    command = [
        str(ROOT / ".tools" / "bin" / "uv"),
        "export",
        "--frozen",
        "--no-dev",
        "--all-extras",
        "--quiet",
    ]
    form = ["--no-hashes", "--no-header", "--no-emit-project"]
    listed = subprocess.run([*command, *form], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return list(read(listed.splitlines()))


def read(lines: Iterable[str]) -> Iterator[Library]:
    """The libraries in a list of requirements; who asks for each stands in comments below it."""
    library: Library | None = None
    for line in lines:
        if not line.lstrip().startswith("#"):
            if library is not None:
                yield library
            name, _, version = line.partition(" ")[0].partition("==")
            library = Library(name, version)
        elif library is not None and (wanted_by := line.strip("# ").removeprefix("via").strip()):
            library.wanted_by.append(wanted_by)
    if library is not None:
        yield library


def said(name: str) -> str:
    """What a library says of its licence, in the newest form it has; nothing when it is not installed."""
    try:
        about = cast("Message", metadata.metadata(name))
    except metadata.PackageNotFoundError:
        return ""
    written = str(about.get("License-Expression") or about.get("License") or "").strip()
    if written and WHOLE_TEXT not in written:
        return written
    classified = [str(each) for each in about.get_all("Classifier") or []]
    return ", ".join(each.rpartition(" :: ")[2] for each in classified if each.startswith(CLASSIFIER))


def reasons() -> dict[str, str]:
    """Why we ask for a library ourselves: the comment above it in pyproject.toml."""
    ours, _, _ = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[dependency-groups]")
    return {
        match[1].lower(): above.strip("# ")
        for above, line in pairwise(ours.splitlines())
        if above.startswith("    #") and (match := re.match(r' +"([\w-]+)', line))
    }


def purpose(library: Library, given: dict[str, str]) -> str:
    """Why it is here: our own reason, else what it says it is; or who else asks for it."""
    ours = any(each == OURSELVES for each in library.wanted_by)
    if not ours:
        return f"for {', '.join(library.wanted_by)}"
    if library.name in given:
        return given[library.name]
    return (
        str(cast("Message", metadata.metadata(library.name)).get("Summary") or "").strip().rstrip(".") + "."
    )


def page(text: str, found: Sequence[Library]) -> str:
    """The page with its list written anew; raises `UnreadError`."""
    rules, given = Rules.written(), reasons()
    licences = {each.name: rules.licence_of(each.name, said(each.name)) for each in found}
    rows = [
        f"| {each.name} | {each.version} | {licences[each.name]} | {purpose(each, given)} |" for each in found
    ]
    asks = [f"| {licence} | {asked} |" for licence, asked in rules.allowed.items()]
    parts = [
        *("| Licence | What it asks |", "| --- | --- |", *asks, ""),
        *("| Library | Version | Licence | Why it is here |", "| --- | --- | --- | --- |", *rows),
    ]
    before, _, rest = text.partition(BEGINS)
    return f"{before}{BEGINS}\n\n" + "\n".join(parts) + f"\n\n{ENDS}{rest.partition(ENDS)[2]}"


def main() -> None:
    """Write the list; a test sees to that it is in step."""
    try:
        written = page(PAGE.read_text(encoding="utf-8"), libraries())
    except UnreadError as error:
        sys.exit(f"{error}: read its licence file, and add it to {RULES.relative_to(ROOT)}.")
    PAGE.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
