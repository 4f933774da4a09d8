"""The settings for the API: off unless somebody turns it on, and then for services that are named."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings

from bot.setting_problems import Problem, ProblemKind, problem

LONGEST_NAME = 60


class ApiSettings(BaseSettings):
    """Whether there is an API, and which services may use it."""

    api: bool = False
    api_clients: str = ""
    api_requests_per_minute: int = Field(default=120, ge=1, le=100_000)

    @field_validator("api_clients")
    @classmethod
    def _known(cls, value: str) -> str:
        """Each is the id that Entra knows the service by, and what we call it: `id=Name, id=Name`."""
        found = clients_of(value)
        for client_id, name in found.items():
            if (
                str(UUID(client_id)) != client_id
                or not name.isprintable()
                or not 0 < len(name) <= LONGEST_NAME
            ):
                raise ValueError(value)
        if len(found) != len(_listed(value)):
            raise ValueError(value)
        return value

    @property
    def clients(self) -> Mapping[str, str]:
        """What each service that may use the API is called, by the id that Entra knows it by."""
        return clients_of(self.api_clients)


def clients_of(text: str) -> dict[str, str]:
    """The names by ids in `id=Name, id=Name`; the ids in small letters, as Entra writes them."""
    pairs = (each.partition("=") for each in _listed(text))
    return {client_id.strip().lower(): name.strip() for client_id, _, name in pairs}


def api_problems(settings: ApiSettings) -> Iterator[Problem]:
    """Why there can be no API with these settings; nothing where there is to be none."""
    if settings.api and not settings.clients:
        yield problem(ProblemKind.MISSING, "api_clients")


def _listed(text: str) -> list[str]:
    return [each for each in text.split(",") if each.strip()]
