"""Every test that the page on threats leans on is there, and every threat leans on one."""

import re

import pytest

from tests.house.source import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
THREATS = [line for line in PAGE.splitlines() if line.startswith("| **")]
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PAGE)))


@pytest.mark.parametrize(("file", "name"), NAMED, ids=[name for _, name in NAMED])
def test_a_test_that_is_named_is_there(file: str, name: str) -> None:
    assert re.search(rf"^(async )?def {name}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)


def test_every_threat_has_a_control_and_a_test() -> None:
    assert THREATS
    assert [
        line for line in THREATS if "`tests/" not in line or len(line.split("|")) != len("||||") + 1
    ] == []
