"""The settings for Microsoft Graph: off unless somebody turns them on."""

from uuid import UUID

from pydantic import field_validator
from pydantic_settings import BaseSettings

from bot.loopback import is_secure
from domain.people import Role


class GraphSettings(BaseSettings):
    """Whether the directory may be asked and about what, and which Entra group gives which role."""

    graph: bool = False
    graph_people: bool = False
    graph_installs: bool = False
    graph_catalog_app_id: str = ""
    graph_url: str = "https://graph.microsoft.com"
    strategist_group: str = ""
    director_group: str = ""
    manager_group: str = ""
    admin_group: str = ""

    @field_validator(
        "strategist_group", "director_group", "manager_group", "admin_group", "graph_catalog_app_id"
    )
    @classmethod
    def _an_id(cls, value: str) -> str:
        """A group is told by its object id: a name could be given to another group."""
        written = value.strip().lower()
        if written and str(UUID(written)) != written:
            raise ValueError(written)
        return written

    @field_validator("graph_url")
    @classmethod
    def _secure(cls, value: str) -> str:
        """A token is sent there."""
        if not is_secure(value):
            raise ValueError(value)
        return value.rstrip("/")

    @property
    def groups(self) -> dict[Role, str]:
        """Which group gives which role; none while the directory may not be asked."""
        if not self.graph:
            return {}
        named = {
            Role.STRATEGIST: self.strategist_group,
            Role.DIRECTOR: self.director_group,
            Role.MANAGER: self.manager_group,
            Role.ADMIN: self.admin_group,
        }
        return {role: group for role, group in named.items() if group}

    @property
    def asks_about_people(self) -> bool:
        """Whether the directory is asked who is there, who is a guest and who has left."""
        return self.graph and self.graph_people

    @property
    def installs_for_people(self) -> bool:
        """Whether a strategist may have the app installed for people through Graph."""
        return self.graph and self.graph_installs

    @property
    def graph_scope(self) -> str:
        """What the token for the directory is asked for."""
        return f"{self.graph_url}/.default"
