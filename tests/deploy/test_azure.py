"""What Azure is asked for, as far as a parser without Azure can tell: nothing here has been compiled or run.

The Bicep compiler comes from no package index that this project uses; pycep reads the language's grammar.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pycep import BicepParser
from pydantic import SecretStr

from bot.setting_problems import PREFIX
from bot.settings import Settings
from tests.deploy.written import DEPLOY, environment, settings_that_are

AZURE = DEPLOY / "azure"
MAIN = AZURE / "main.bicep"
APP = AZURE / "modules" / "app.bicep"
FILES = sorted(AZURE.rglob("*.bicep"))
EVERY_FILE = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)

# Built into Azure: AcrPull and Key Vault Secrets User.
ROLES = {"7f951dda-4ed3-4680-a7ca-43fe172d538d", "4633458b-17de-408a-b874-0445c86b69e6"}
WITHOUT_PASSWORD = "LAGESKOLL_DATABASE_URL"
# The bot is a managed identity.
NOT_NEEDED = {"LAGESKOLL_APP_SECRET", "LAGESKOLL_APP_CERTIFICATE_PASSWORD"}
NOT_NEEDED_FILES = {
    "LAGESKOLL_APP_CERTIFICATE_FILE",
    "LAGESKOLL_FEDERATED_TOKEN_FILE",
    "LAGESKOLL_SECRETS_FOLDER",
}
# docs/deploy.md says how.
IN_AN_IMAGE_OF_YOUR_OWN = {"LAGESKOLL_REPORT_TEMPLATE", "LAGESKOLL_SMTP_CA_FILE"}
# Azure knows no tags for these.
TAGLESS = {
    "Microsoft.Authorization/roleAssignments",
    "Microsoft.BotService/botServices/channels",
    "Microsoft.DBforPostgreSQL/flexibleServers/databases",
    "Microsoft.Insights/diagnosticSettings",
    "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
}


@cache
def parsed(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(BicepParser().parse(text=text_of(path)), default=str))
    return found


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def resources() -> Iterator[dict[str, Any]]:
    for path in FILES:
        for each in parsed(path).get("resources", {}).values():
            yield {**each, "config": what_it_says(each)}


def what_it_says(thing: dict[str, Any]) -> dict[str, Any]:
    """What stands in a resource or module; with a condition it lies one level down."""
    found: dict[str, Any] = thing["config"].get("config", thing["config"])
    return found


def usual() -> dict[str, dict[str, Any]]:
    """What the app is always given, by its name."""
    return {each["name"]: each for each in parsed(APP)["variables"]["settings"]["value"]}


def optional() -> dict[str, dict[str, Any]]:
    """What the app is given where there is such a secret."""
    found = re.findall(r"name: '(LAGESKOLL_\w+)'\s+secretRef: '([a-z-]+)'", text_of(APP))
    return {name: {"secretRef": secret} for name, secret in found if name not in usual()}


def given_to(module: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a module."""
    found: dict[str, Any] = what_it_says(module)["params"]
    return found


def module_file(module: dict[str, Any]) -> Path:
    return AZURE / str(module["detail"]["path"])


@EVERY_FILE
def test_a_file_is_bicep_and_uses_every_parameter_and_variable_that_it_has(path: Path) -> None:
    found = parsed(path)
    named = [*found.get("parameters", {}), *found.get("variables", {})]

    assert [name for name in named if len(re.findall(rf"\b{name}\b", text_of(path))) < 2] == []


def test_every_module_exists_and_is_given_exactly_what_it_asks_for() -> None:
    modules = parsed(MAIN)["modules"]
    given = {name: set(given_to(module)) for name, module in modules.items()}
    asked = {name: set(parsed(module_file(module))["parameters"]) for name, module in modules.items()}

    assert given == asked
    assert {module_file(module) for module in modules.values()} == set(FILES) - {MAIN}


def test_what_is_taken_from_a_module_is_what_it_gives() -> None:
    modules = parsed(MAIN)["modules"]
    taken = re.findall(r"\b(\w+)\.outputs\.(\w+)", text_of(MAIN))

    gives = {name: set(parsed(module_file(module)).get("outputs", {})) for name, module in modules.items()}

    assert [(name, output) for name, output in taken if output not in gives[name]] == []
    assert {(name, output) for name in gives for output in gives[name]} == set(taken)


def test_everything_that_can_be_marked_is_marked() -> None:
    assert [
        each["type"] for each in resources() if "tags" not in each["config"] and each["type"] not in TAGLESS
    ] == []


def test_no_version_of_an_api_is_a_trial_but_the_one_that_has_never_been_anything_else() -> None:
    trials = {each["type"] for each in resources() if "preview" in each["api_version"]}

    assert trials == {"Microsoft.Insights/diagnosticSettings"}


def test_the_bot_is_a_managed_identity_in_this_tenant_alone() -> None:
    bot = parsed(AZURE / "modules" / "bot.bicep")["resources"]["bot"]["config"]["properties"]

    assert bot["msaAppType"] == "UserAssignedMSI"
    assert bot["endpoint"] == "https://${host}/api/messages"


def test_only_two_small_roles_are_given_each_on_one_thing() -> None:
    given = [each for each in resources() if each["type"] == "Microsoft.Authorization/roleAssignments"]
    named = {match for path in FILES for match in re.findall(r"RoleId = '([^']+)'", text_of(path))}

    assert named == ROLES
    assert {each["config"]["scope"] for each in given} == {"registry", "vault"}


def test_only_the_bots_registration_can_be_reached_from_the_internet() -> None:
    opened = {path.stem for path in FILES if re.search(r"publicNetworkAccess: '(?!Disabled)", text_of(path))}

    assert opened == {"bot"}
    assert not [
        path.stem for path in FILES if re.search(r"\blist(Keys|Secrets|Credentials)\(", text_of(path))
    ]


def test_what_is_secret_is_marked_so_wherever_it_goes_and_reaches_the_app_through_the_vault() -> None:
    for path in FILES:
        for name, parameter in parsed(path).get("parameters", {}).items():
            is_secret = (
                re.fullmatch(r"(database|smtp)?password|linkKey(Before)?", name, re.IGNORECASE) is not None
            )
            assert ({"type": "secure"} in parameter["decorators"]) is is_secret, (path.stem, name)
    given = {**usual(), **optional()}
    secret = {name: each["secretRef"] for name, each in given.items() if "secretRef" in each}
    held = dict(re.findall(r"name: '([a-z-]+)'\s+keyVaultUrl: (\w+)", text_of(APP)))
    urls = {
        each for each in parsed(APP)["parameters"] if re.fullmatch(r"\w+(Password|Key|KeyBefore)Url", each)
    }

    assert secret.keys() == given.keys() & settings_that_are(SecretStr) - {WITHOUT_PASSWORD}
    assert set(secret.values()) == held.keys()
    assert set(held.values()) == urls


def test_every_setting_can_be_given_here_but_these() -> None:
    """What is neither made here nor a secret nor a file goes into `moreSettings`."""
    assert settings_that_are(SecretStr) - usual().keys() - optional().keys() == NOT_NEEDED
    assert settings_that_are(Path) == IN_AN_IMAGE_OF_YOUR_OWN | NOT_NEEDED_FILES
    assert "env: concat(settings, optionalSettings, moreSettings)" in text_of(APP)


def test_the_app_is_given_settings_that_exist_and_asked_questions_that_it_answers() -> None:
    names = [each["name"] for each in parsed(APP)["variables"]["settings"]["value"]] + [*optional()]
    paths = set(re.findall(r"path: '([^']+)'", text_of(APP)))

    assert set(names) <= {PREFIX + name.upper() for name in Settings.model_fields}
    assert len(names) == len(set(names))
    assert paths == {"/healthz", "/readyz"}
    assert str(parsed(APP)["variables"]["port"]["value"]) == environment()["LAGESKOLL_PORT"]


def test_the_parameter_files_fill_in_what_must_be_filled_in_and_no_secret_stands_in_them() -> None:
    parameters = parsed(MAIN)["parameters"]
    required = {name for name, parameter in parameters.items() if parameter.get("default") is None}
    lines = dict(re.findall(r"^param (\w+) = (.+)$", text_of(AZURE / "main.bicepparam"), re.MULTILINE))
    toolkit = json.loads(text_of(DEPLOY / "teams" / "parameters.json"))["parameters"]

    assert required == {"municipality", "databasePassword", "linkKey"}
    assert required <= lines.keys() <= parameters.keys()
    assert required <= toolkit.keys() <= parameters.keys()
    for name in ("databasePassword", "linkKey"):
        assert lines[name].startswith("readEnvironmentVariable(")
        assert toolkit[name]["value"].startswith("${{SECRET_")
