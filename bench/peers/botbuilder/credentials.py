"""A token that is always at hand, so that no login is asked for: the SDK would ask anew for every message."""

from types import SimpleNamespace

from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botframework.connector.auth import (
    MicrosoftAppCredentials,
    PasswordServiceClientCredentialFactory,
)


class ReadyCredentials(MicrosoftAppCredentials):  # type: ignore[misc] # the SDK has no types
    """Credentials whose token needs no network."""

    def get_access_token(self, force_refresh: bool = False) -> str:  # noqa: ARG002 - the SDK's interface
        """The token."""
        return "bench"


class ReadyFactory(PasswordServiceClientCredentialFactory):  # type: ignore[misc] # as above
    """Gives everybody such credentials."""

    async def create_credentials(
        self,
        app_id: str,
        oauth_scope: str,
        login_endpoint: str,  # noqa: ARG002 - the SDK's interface
        validate_authority: bool,  # noqa: ARG002 - as above
    ) -> MicrosoftAppCredentials:
        """New credentials for each turn, as the SDK does itself."""
        return ReadyCredentials(app_id, "bench", self.tenant_id, oauth_scope)


def adapter(app_id: str) -> CloudAdapter:
    """The SDK's adapter with such credentials."""
    factory = ReadyFactory(app_id, "bench", "bench-tenant")
    return CloudAdapter(
        ConfigurationBotFrameworkAuthentication(SimpleNamespace(), credentials_factory=factory)
    )
