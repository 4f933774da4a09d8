"""The settings for the database, whose password may come as a file of its own."""

from collections.abc import Mapping

from pydantic import SecretStr, ValidationInfo, field_validator, model_validator

from bot.rereading import Rereadable
from storage.database import Database
from storage.database_url import is_usable, password_in, with_password


class DatabaseSettings(Rereadable):
    """Which database, and the password that goes into its URL."""

    # Comes first: what follows is given those before it.
    database_password: SecretStr | None = None
    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///lageskoll.db")

    @model_validator(mode="before")
    @classmethod
    def _without_what_is_empty(cls, given: Mapping[str, object]) -> Mapping[str, object]:
        """An empty file counts as not set, as an empty variable does."""
        return {name: value for name, value in given.items() if value != ""}

    @field_validator("database_url")
    @classmethod
    def _with_password(cls, url: SecretStr, info: ValidationInfo) -> SecretStr:
        """Put the password into the URL, however it is spelt; the same file can then serve the database."""
        password = info.data.get("database_password")
        if not password or not is_usable(url.get_secret_value()):
            return url
        return SecretStr(with_password(url.get_secret_value(), password.get_secret_value()))

    def password_now(self) -> str | None:
        """The password of the database's server, which may have been exchanged since the process began."""
        return password_in(self.fresh().database_url.get_secret_value())


def opened(settings: DatabaseSettings, *, shares_writing: bool = False) -> Database:
    """The database; whenever a connection is made it is with the password that is good then.

    On SQLite it `shares_writing` with the other processes of the service.
    """
    return Database(
        settings.database_url.get_secret_value(),
        password=settings.password_now,
        shares_writing=shares_writing,
    )
