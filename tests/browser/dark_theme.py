"""Teams' dark theme for the Playground, which has only the light one: its script is rewritten on its way in.

The Playground's bundle carries Fluent's dark theme without using it; the card's own colours are those of
`microsoft-teams-dark.json`, the host configuration that Microsoft publishes for the Adaptive Cards Designer.
"""

import json
import re
from typing import Any

from playwright.async_api import Page, Route

BUNDLE = re.compile(r"/static/js/main\..*\.js$")
THEMES = re.compile(r"fluentV9DarkTheme=(\w+),\w+\.fluentV9LightTheme=(\w+)")
HOST_CONFIG = re.compile(r"""JSON\.parse\('(\{"choiceSetInputValueSeparator".*?\})'\)""")

WHITE = {"default": "#ffffffff", "subtle": "#bfffffff"}
BLACK = {"default": "#ff201f1f", "subtle": "#ff2d2c2c"}
COLOURS = {
    "default": WHITE,
    "dark": BLACK,
    "light": WHITE,
    "accent": {"default": "#ffa6a7dc", "subtle": "#ff8b8cc7"},
    "good": {"default": "#ff92c353", "subtle": "#e592c353"},
    "warning": {"default": "#fff8d22a", "subtle": "#e5f8d22a"},
    "attention": {"default": "#ffd74654", "subtle": "#e5d74654"},
}
DARK_GROUNDS = {"default": "#ff2d2c2c", "emphasis": "#ff292828"}


async def darken(page: Page) -> None:
    """Have a page that is not yet open show Teams' dark theme."""

    async def rewritten(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, body=dark_script(await answer.text()))

    await page.route(BUNDLE, rewritten)


def dark_script(script: str) -> str:
    """The Playground's bundle with the dark theme and host configuration in place of the light ones."""
    themes = THEMES.search(script)
    assert themes is not None, "The Playground's bundle no longer names its themes; look for the new names."
    dark, light = themes.groups()
    script, number = re.subn(rf"\{{theme:{light},", f"{{theme:{dark},", script)
    assert number == 1, "The Playground's bundle no longer starts with its light theme."
    script, number = HOST_CONFIG.subn(_dark_host_config, script)
    assert number == 1, "The Playground's bundle no longer has one host configuration."
    return script


def _dark_host_config(light: re.Match[str]) -> str:
    host_config = json.loads(light[1].replace("\\'", "'"))
    for name, style in host_config["containerStyles"].items():
        style.update(_dark(name))
    return f"({json.dumps(host_config)})"


def _dark(container_style: str) -> dict[str, Any]:
    """What is dark about a container style; the tinted ones keep their light ground under dark text."""
    if container_style in DARK_GROUNDS:
        return {"backgroundColor": DARK_GROUNDS[container_style], "foregroundColors": COLOURS}
    return {"foregroundColors": COLOURS | {"default": BLACK}}
