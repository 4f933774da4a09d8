"""What the tests of the Playground's windows share: an installed Playground, or a reason to skip."""

from pathlib import Path

import pytest

from bot.demo.playground.errors import PlaygroundError
from bot.demo.playground.install import Installation, install
from bot.demo.playground.node import NodeRuntime, find_node

CACHE = Path(__file__).parents[4] / ".cache" / "playground"


@pytest.fixture(scope="session")
def node() -> NodeRuntime:
    try:
        return find_node()
    except PlaygroundError as missing:
        pytest.skip(str(missing))


@pytest.fixture
async def playground(node: NodeRuntime) -> Installation:
    """The Playground, fetched once and shared by all tests of this repository."""
    return await install(CACHE, report=lambda _: None, runtime=node)
