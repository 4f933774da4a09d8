"""The compose file: sheltered services, images of a version, secrets as files, and one door to the street."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.secret_files import SECRET_FILES
from bot.setting_problems import PREFIX
from bot.settings import Settings
from tests.deploy.written import (
    COMPOSE,
    EXAMPLE,
    compose,
    environment,
    health_command,
    interpolated,
    settings_that_are,
    variables,
)

CHECK = Path(sys.executable).parent / "check-jsonschema"
SERVICES = ("bot", "database", "proxy")
# The database is the one that stands beside the bot.
MADE_HERE = "LAGESKOLL_DATABASE_URL"
# Kubernetes writes such a token; here nobody does. The folder of secrets is the usual one.
NOT_HERE = {"LAGESKOLL_FEDERATED_TOKEN_FILE", "LAGESKOLL_SECRETS_FOLDER"}
SETTINGS = {PREFIX + name.upper() for name in Settings.model_fields}


def service(name: str) -> dict[str, Any]:
    found: dict[str, Any] = compose()["services"][name]
    return found


def test_the_file_is_as_the_specification_wants_it() -> None:
    command = [str(CHECK), "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]

    said = subprocess.run(command, capture_output=True, text=True, check=False)

    assert said.stdout + said.stderr == "ok -- validation done\n"


def test_these_are_the_services() -> None:
    assert tuple(compose()["services"]) == SERVICES


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_can_write_nowhere_gain_nothing_and_take_no_more_than_its_share(name: str) -> None:
    found = service(name)

    assert found["read_only"] is True
    assert found["cap_drop"] == ["ALL"]
    assert found["security_opt"] == ["no-new-privileges:true"]
    assert found["restart"] == "unless-stopped"
    assert set(found["deploy"]["resources"]["limits"]) == {"cpus", "memory", "pids"}
    assert found["logging"]["options"].keys() == {"max-size", "max-file"}
    assert "privileged" not in found


@pytest.mark.parametrize("name", SERVICES)
def test_an_image_has_a_version_that_is_not_whichever_is_latest(name: str) -> None:
    default = list(interpolated(service(name)["image"]).values())

    assert re.fullmatch(r"[\w./-]+:\d+\.\d+[\w.-]*", default[0])


def test_only_the_proxy_is_on_the_street_and_only_the_bot_reaches_the_database() -> None:
    networks = {name: set(service(name)["networks"]) for name in SERVICES}

    assert [name for name in SERVICES if "ports" in service(name)] == ["proxy"]
    assert networks == {"bot": {"memory", "street"}, "database": {"memory"}, "proxy": {"street"}}
    assert compose()["networks"]["memory"] == {"internal": True}


def test_a_container_lives_when_the_image_says_so() -> None:
    assert service("bot")["healthcheck"]["test"] == ["CMD", *health_command()]


def test_the_bot_is_given_what_are_settings_and_on_the_port_of_the_image() -> None:
    given = service("bot")["environment"]

    assert given.keys() <= SETTINGS
    assert given["LAGESKOLL_PORT"] == environment()["LAGESKOLL_PORT"]
    assert given["LAGESKOLL_HOST"] == environment()["LAGESKOLL_HOST"]


def test_every_secret_is_a_file_that_the_settings_look_for() -> None:
    secrets = compose()["secrets"]

    named = {name.upper() for name in secrets}
    assert {name for name in named if name not in SETTINGS and f"{name}_FILE" not in SETTINGS} == set()
    assert set(service("bot")["secrets"]) == set(secrets)
    assert all(content["file"].startswith("./secrets/") for content in secrets.values())


def test_every_setting_can_be_given_here_but_these() -> None:
    """What is neither fixed nor a secret nor a file goes into .env as it is."""
    bot = service("bot")
    named = {name.upper() for name in bot["secrets"]}
    files = {name: value for name, value in variables(EXAMPLE).items() if name in settings_that_are(Path)}
    mounted = [volume.split(":")[1] for volume in bot["volumes"]] + [
        str(SECRET_FILES / name) for name in bot["secrets"]
    ]

    assert bot["env_file"] == ".env"
    assert set(bot["environment"]) == {"LAGESKOLL_HOST", "LAGESKOLL_PORT", MADE_HERE}
    assert settings_that_are(SecretStr) - named == {MADE_HERE}
    assert settings_that_are(Path) - files.keys() == NOT_HERE
    assert [file for file in files.values() if not any(file.startswith(place) for place in mounted)] == []


def test_the_bot_and_the_database_share_one_password_from_one_file() -> None:
    shared = "lageskoll_database_password"

    assert service("database")["environment"]["POSTGRES_PASSWORD_FILE"] == str(SECRET_FILES / shared)
    assert shared in service("database")["secrets"]
    assert ":" not in service("bot")["environment"]["LAGESKOLL_DATABASE_URL"].split("//")[1]


def test_the_example_names_what_compose_asks_for_with_its_defaults_and_settings_that_exist() -> None:
    named = variables(EXAMPLE)
    for_the_bot = {name for name in named if name.startswith(PREFIX)}
    asked = interpolated(COMPOSE.read_text(encoding="utf-8"))

    assert for_the_bot <= SETTINGS
    assert named.keys() - for_the_bot == asked.keys()
    assert {name: named[name] for name, default in asked.items() if default} == {
        name: default for name, default in asked.items() if default
    }


def test_the_example_invites_nobody_to_write_a_secret_in_it() -> None:
    assert not [name for name in variables(EXAMPLE) if re.search("SECRET|PASSWORD|_KEY", name)]
