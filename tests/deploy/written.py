"""What stands in the files below `deploy/`, read for the tests."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import yaml

from bot.setting_problems import PREFIX
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
CONTAINERFILE = DEPLOY / "Containerfile"
COMPOSE = DEPLOY / "compose.yaml"
CADDYFILE = DEPLOY / "Caddyfile"
EXAMPLE = DEPLOY / ".env.example"

Instruction = tuple[str, str]


def stages() -> list[list[Instruction]]:
    """The Containerfile's instructions, a list for each stage that begins with its FROM."""
    text = re.sub(r"\\\n", " ", CONTAINERFILE.read_text(encoding="utf-8"))
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    found: list[list[Instruction]] = [[]]
    for line in lines:
        name, _, rest = line.partition(" ")
        if name == "FROM":
            found.append([])
        found[-1].append((name, rest.strip()))
    return found


def final(name: str) -> list[str]:
    """What the stage that runs says of this, such as USER; in order."""
    return [rest for instruction, rest in stages()[-1] if instruction == name]


def environment() -> dict[str, str]:
    """The variables that the image sets."""
    return dict(pair.split("=", 1) for line in final("ENV") for pair in line.split())


def health_command() -> list[str]:
    """The program that tells whether a container lives, and its arguments."""
    command = json.loads(final("HEALTHCHECK")[0].partition("CMD ")[2])
    return [str(each) for each in command]


def compose() -> dict[str, Any]:
    """The compose file, with what services share put into each."""
    loaded: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return loaded


def interpolated(text: str) -> dict[str, str]:
    """Every `${NAME:-default}` in a text; the default is "" where one must be written."""
    pairs = re.findall(r"\$\{([A-Z_]+)(?::([-?])([^}]*))?\}", text)
    return {name: value if sign == "-" else "" for name, sign, value in pairs}


def settings_that_are(kind: type) -> set[str]:
    """The variables of the settings of this kind: secrets, or paths to files."""
    fields = Settings.model_fields.items()
    return {
        PREFIX + name.upper()
        for name, field in fields
        if kind in (field.annotation, *get_args(field.annotation))
    }


def variables(example: Path) -> dict[str, str]:
    """Every variable that an example of an .env names, commented out or not."""
    lines = (line.removeprefix("# ") for line in example.read_text(encoding="utf-8").splitlines())
    return dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
