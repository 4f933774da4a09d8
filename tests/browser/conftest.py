"""What the browser tests share: a Chromium, an installed Playground, and windows for demo people."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from bot.demo.playground.install import Installation, install
from bot.demo.three_windows import Demonstration, shown
from cards.words import Words
from tests.browser import notice
from tests.browser.chromium import (
    HOW_TO_GET_ONE,
    NO_CHROMIUM,
    browser_is_required,
    find_chromium,
    flags,
)
from tests.browser.gallery_page import GalleryPage, gallery_page

PLAYGROUND_FOLDER = Path(__file__).parents[2] / ".cache" / "playground"
PICTURES = Path(__file__).parents[2] / "docs" / "images"


def pytest_configure(config: pytest.Config) -> None:
    """Have the end of the run say which tests here did not run."""
    if not config.pluginmanager.has_plugin(notice.__name__):
        config.pluginmanager.register(notice, notice.__name__)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium to drive; skips the test, or fails it where a browser is required, when there is none."""
    found = find_chromium()
    if found is None and browser_is_required():
        pytest.fail(f"{NO_CHROMIUM}.\n{HOW_TO_GET_ONE}")
    if found is None:
        pytest.skip(NO_CHROMIUM)
    return found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: Path) -> AsyncIterator[Browser]:
    """A running Chromium, in which each window has a session of its own, as if at a computer of its own."""
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium, args=flags())
        yield running
        await running.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def playground() -> Installation:
    """The Playground, fetched once and shared by all tests of this repository."""
    return await install(PLAYGROUND_FOLDER, report=lambda _: None)


@pytest_asyncio.fixture(loop_scope="session")
async def demonstration(tmp_path: Path, chromium: Path) -> AsyncIterator[Demonstration]:  # noqa: ARG001 - no windows where nothing can look at them
    """The whole demonstration, with an owner, a strategist and the director at windows of their own."""
    async with _demonstrated(tmp_path) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shared_demonstration(
    chromium: Path,  # noqa: ARG001 - no windows where nothing can look at them
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Demonstration]:
    """One for a file whose tests do not get in each other's way: to start it takes longer than they do."""
    async with _demonstrated(tmp_path_factory.mktemp("demonstration")) as running:
        yield running


@asynccontextmanager
async def _demonstrated(folder: Path) -> AsyncIterator[Demonstration]:
    told: list[str] = []
    async with shown(folder, Words(), told.append, port=0, playground=PLAYGROUND_FOLDER) as running:
        yield running
    assert any("Ctrl-C" in line for line in told)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where pictures go: into the documentation when asked for, else away with the test."""
    folder = PICTURES if os.environ.get("LAGESKOLL_PICTURES") else tmp_path / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def light(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[GalleryPage]:
    """A page for cards that a file's tests share: a window takes longer to open than most looks take."""
    async with _shared_page(browser, tmp_path_factory.mktemp("light"), dark=False) as page:
        yield page


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def dark(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[GalleryPage]:
    """The same in the dark."""
    async with _shared_page(browser, tmp_path_factory.mktemp("dark"), dark=True) as page:
        yield page


@asynccontextmanager
async def _shared_page(browser: Browser, folder: Path, *, dark: bool) -> AsyncIterator[GalleryPage]:
    installation = await install(PLAYGROUND_FOLDER, report=lambda _: None)
    async with gallery_page(browser, installation, folder, dark=dark) as page:
        yield page
