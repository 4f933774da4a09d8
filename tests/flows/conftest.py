"""A town on each database, and one on SQLite alone where the database does not matter."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.flows.town import Town, town


@pytest.fixture(autouse=True)
def _login_is_trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """MSAL speaks through `requests`, which takes its certificates from here."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "login.pem"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
async def on_each(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with town(database_url, tmp_path) as place:
        yield place


@pytest.fixture
async def place(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with town(sqlite_url, tmp_path) as place:
        yield place
