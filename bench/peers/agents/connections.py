"""A token that is always at hand, so that no login is asked for."""

from microsoft_agents.hosting.core.authorization import (  # type: ignore[import-not-found] # in its own environment
    AgentAuthConfiguration,
)


class ReadyProvider:
    """Gives a token without the network."""

    async def get_access_token(self, *_: object, **__: object) -> str:
        """The token."""
        return "bench"


class ReadyConnections:
    """The SDK's `Connections`, with that provider for everything."""

    def __init__(self, app_id: str) -> None:
        self.configuration = AgentAuthConfiguration(client_id=app_id, tenant_id="bench-tenant")
        self._provider = ReadyProvider()

    def get_connection(self, _: str) -> ReadyProvider:
        """The provider."""
        return self._provider

    def get_default_connection(self) -> ReadyProvider:
        """The provider."""
        return self._provider

    def get_token_provider(self, *_: object) -> ReadyProvider:
        """The provider."""
        return self._provider

    def get_token_provider_from_activity(self, *_: object) -> ReadyProvider:
        """The provider."""
        return self._provider

    def get_default_connection_configuration(self) -> AgentAuthConfiguration:
        """For the middleware that checks tokens."""
        return self.configuration
