"""Nothing comes in under a licence that nobody has said yes to, and the page tells what there is."""

import json
import subprocess

import pytest

from tools.licences import PAGE, ROOT, Library, Rules, UnreadError, libraries, page, read, said

RULES = Rules.written()


@pytest.fixture(scope="module")
def carried() -> list[Library]:
    return libraries()


def test_every_library_has_a_licence_that_is_allowed(carried: list[Library]) -> None:
    licences = {each.name: RULES.licence_of(each.name, said(each.name)) for each in carried}

    assert {name: refused for name, licence in licences.items() if (refused := RULES.refused(licence))} == {}


def test_the_page_is_in_step_with_the_lock(carried: list[Library]) -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert page(text, carried) == text, "run `python -m tools.licences`"


def test_the_page_names_all_that_the_bill_of_materials_names(carried: list[Library]) -> None:
    command = [".tools/bin/uv", "export", "--frozen", "--no-dev", "--quiet", "--format", "cyclonedx1.5"]
    bill = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)

    assert {(each["name"], each["version"]) for each in bill["components"]} <= {
        (each.name, each.version) for each in carried
    }


@pytest.mark.parametrize(
    "licence",
    [
        "GPL-3.0-only",
        "AGPL-3.0-or-later",
        "MIT AND GPL-2.0-only",
        "MIT OR SSPL-1.0",
        "GPL-3.0-only WITH GCC-exception-3.1",
        "LicenseRef-Ours",
    ],
)
def test_a_licence_that_is_not_on_the_list_is_refused(licence: str) -> None:
    assert RULES.refused(RULES.licence_of("something", licence)) != set()


@pytest.mark.parametrize("says", ["", "BSD", "GPL", "see LICENSE", "UNKNOWN", "Free for all"])
def test_what_a_library_says_of_itself_is_not_guessed_at(says: str) -> None:
    with pytest.raises(UnreadError, match="something"):
        RULES.licence_of("something", says)


def test_what_somebody_has_read_counts_only_while_the_library_says_the_same() -> None:
    rules = Rules(allowed={}, read={"old": {"says": "BSD License", "licence": "BSD-3-Clause"}})

    assert rules.licence_of("old", "BSD License") == "BSD-3-Clause"
    with pytest.raises(UnreadError):
        rules.licence_of("old", "Commercial Licence")


def test_nothing_is_read_for_a_library_that_says_it_itself_or_is_not_there(carried: list[Library]) -> None:
    named = {each.name for each in carried}
    read_by_us = Rules(allowed=RULES.allowed, read={})
    needless = []
    for name in RULES.read:
        try:
            needless.append((name, read_by_us.licence_of(name, said(name))))
        except UnreadError:
            continue

    assert needless == []
    assert set(RULES.read) <= named


def test_whoever_asks_for_a_library_is_read_on_one_line_or_several() -> None:
    lines = [
        "a==1 ; sys_platform == 'win32'",
        "    # via b",
        "b==2",
        "    # via",
        "    #   lageskoll",
        "    #   c",
    ]

    assert list(read(lines)) == [Library("a", "1", ["b"]), Library("b", "2", ["lageskoll", "c"])]
