"""The app, its registration in a fake Entra, and the folder where its secrets lie."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.entra.acquiring import acquirer
from bot.entra.own_token import AcquiredToken, TokenError
from bot.settings import Settings, read_settings
from tests.bot.teams.bodies import TENANT_ID
from tests.bot.teams.openid_server import APP_ID
from tests.flows.app_registration import AppRegistration
from tests.flows.login_server import BOT_TOKEN, LoginServer

Acquire = Callable[[], AcquiredToken]


@dataclass(frozen=True, kw_only=True)
class EntraHouse:
    """Everything between the files and the token; MSAL and the network are the real ones."""

    login: LoginServer
    registration: AppRegistration
    folder: Path

    def write(self, name: str, content: bytes | str) -> Path:
        """A secret's file, exchanged in one step as Kubernetes and careful people do it."""
        file, beside = self.folder / f"lageskoll_{name}", self.folder / "beside"
        beside.write_bytes(content if isinstance(content, bytes) else content.encode())
        return beside.rename(file)

    def settings(self, **given: Any) -> Settings:
        """The settings, with the secrets that lie in the folder."""
        return read_settings(
            env_file=None,
            secrets_folder=self.folder,
            app_id=APP_ID,
            tenant_id=TENANT_ID,
            login_authority=self.login.authority,
            **given,
        )

    def acquire(self, **given: Any) -> Acquire:
        """What the service renews its token with."""
        return acquirer(self.settings(**given))

    async def outcome(self, acquire: Acquire) -> str:
        """ "token", or why there is none."""
        try:
            token = await asyncio.to_thread(acquire)
        except TokenError as error:
            return error.code
        assert token.value == BOT_TOKEN
        return "token"

    @property
    def last(self) -> dict[str, str]:
        """What Entra was asked the last time."""
        return self.login.asked[-1]


@asynccontextmanager
async def entra_house(folder: Path) -> AsyncIterator[EntraHouse]:
    """As long as it stands, clients must trust `login.pem` in the folder."""
    registration = AppRegistration(APP_ID)
    secrets = folder / "secrets"
    secrets.mkdir()
    async with LoginServer(folder, registration) as login:
        yield EntraHouse(login=login, registration=registration, folder=secrets)
