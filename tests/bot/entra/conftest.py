"""A fake Entra for every test of this room that asks for one."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.entra.house import EntraHouse, entra_house


@pytest.fixture
async def entra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[EntraHouse]:
    # MSAL speaks through `requests`, which takes its certificates from here.
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "login.pem"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with entra_house(tmp_path) as house:
        yield house
