"""Finds a Chromium for the browser tests, and says loudly when there is none."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import sync_playwright

CHROMIUM_VARIABLE = "LAGESKOLL_CHROMIUM"
REQUIRED_VARIABLE = "LAGESKOLL_REQUIRE_BROWSER"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
NO_CHROMIUM = "no Chromium"

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

HOW_TO_GET_ONE = (
    "Install one:  apt-get install chromium   (or another package manager's chromium or google-chrome)\n"
    "or:           playwright install chromium\n"
    f"or point at one:  {CHROMIUM_VARIABLE}=/path/to/chromium\n"
    f"With {REQUIRED_VARIABLE}=1 its absence is a failure."
)


def find_chromium() -> Path | None:
    """The Chromium that LAGESKOLL_CHROMIUM names, else one on PATH, else Playwright's own."""
    named = os.environ.get(CHROMIUM_VARIABLE)
    if named:
        return _existing(named)
    on_path = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if on_path is not None:
        return Path(on_path)
    with sync_playwright() as playwright:
        return _existing(playwright.chromium.executable_path)


def flags() -> list[str]:
    """Chromium's command-line flags: quiet towards the network, and startable by root."""
    # Chromium's sandbox refuses to start for root, as which containers usually run.
    return [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)


def browser_is_required() -> bool:
    """Whether a missing Chromium is a failure instead of a skip."""
    return os.environ.get(REQUIRED_VARIABLE) == "1"


def loud_notice(not_run: Iterable[str]) -> list[str]:
    """What the end of a test run says about browser tests that did not run."""
    tests = sorted(not_run)
    return [
        f"{len(tests)} BROWSER TESTS DID NOT RUN: THERE IS NO CHROMIUM ON THIS MACHINE.",
        *(f"  {test}" for test in tests),
        *HOW_TO_GET_ONE.splitlines(),
    ]


def _existing(path: str) -> Path | None:
    return Path(path) if Path(path).is_file() else None
