"""Verifies access tokens that Microsoft Entra has made for our app, for a person or for another service."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.teams.caller import Reason, StrangerError, claims_of, key_id_of
from bot.teams.fields import JsonObject, text_at, value_at
from bot.teams.keys import KeyRing

# Source: Microsoft identity platform, "Access token claims reference". Which of the two formats a token has
# is up to the app registration (`requestedAccessTokenVersion`), so both are ours.
FIRST_ISSUER = "https://sts.windows.net/{tenant}/"
SECOND_ISSUER = "{authority}/{tenant}/v2.0"
METADATA = "{authority}/{tenant}/v2.0/.well-known/openid-configuration"
REQUIRED = ("exp", "nbf", "iss", "aud")
LONGEST_TOKEN = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class EntraCaller:
    """Who a token is about: a person, or a service where `is_application`.

    `object_id` is the person's (or the service principal's), `client_id` the app that asked for the token.
    `scopes` are what a person has let that app do in their name, `roles` what a service may do in its own.
    """

    tenant_id: str
    object_id: str
    client_id: str
    scopes: frozenset[str]
    roles: frozenset[str]
    is_application: bool


class EntraTokens:
    """Verifies tokens of one tenant: signature, issuer, audience, tenant, and when they are good.

    `audiences` are the names that our app goes by; a token for any other is refused.
    """

    def __init__(self, *, keys: KeyRing, authority: str, tenant_id: str, audiences: Iterable[str]) -> None:
        self._keys = keys
        self._tenant_id = tenant_id
        self._audiences = tuple(audiences)
        names = {"authority": authority.rstrip("/"), "tenant": tenant_id}
        self._issuers = tuple(issuer.format_map(names) for issuer in (FIRST_ISSUER, SECOND_ISSUER))

    async def verify(self, token: str) -> EntraCaller:
        """Who the token is about; raises `StrangerError`, whose reason is for the log alone.

        Raises `KeysUnavailableError` where Entra's keys cannot be had, so that nobody can say.
        """
        if not token.isascii() or len(token) > LONGEST_TOKEN:
            raise StrangerError(Reason.BAD_TOKEN, "size or characters")
        key = await self._keys.find(key_id_of(token))
        if key is None:
            raise StrangerError(Reason.UNKNOWN_KEY)
        claims = claims_of(token, key, audience=self._audiences, issuer=self._issuers, required=REQUIRED)
        # The issuer names the tenant too; a token that contradicts itself is nobody's.
        if text_at(claims, "tid") != self._tenant_id:
            raise StrangerError(Reason.UNKNOWN_TENANT)
        caller = _caller(claims)
        if not caller.object_id:
            raise StrangerError(Reason.BAD_TOKEN, "no object id")
        return caller


def metadata_url(authority: str, tenant_id: str) -> str:
    """Where a tenant's keys are listed, for a `KeyRing`."""
    return METADATA.format(authority=authority.rstrip("/"), tenant=tenant_id)


def audiences(app_id: str, public_origin: str) -> tuple[str, ...]:
    """The names of our app: its id, and its addresses as Teams wants them for single sign-on in a tab.

    An app that is a bot too may be called `botid-` in its address (source: Teams, "Tab SSO in Entra").
    """
    host = public_origin.partition("://")[2]
    of_host = (f"api://{host}/{app_id}", f"api://{host}/botid-{app_id}") if host else ()
    return (app_id, f"api://{app_id}", *of_host)


def _caller(claims: JsonObject) -> EntraCaller:
    return EntraCaller(
        tenant_id=text_at(claims, "tid"),
        object_id=text_at(claims, "oid"),
        # The first format calls it `appid`, the second `azp`.
        client_id=text_at(claims, "azp") or text_at(claims, "appid"),
        scopes=frozenset(text_at(claims, "scp").split()),
        roles=_roles(claims),
        is_application=_is_of_service(claims),
    )


def _is_of_service(claims: JsonObject) -> bool:
    """Whether no person is behind the token.

    That it has no scopes is not enough, since an ID token has none either and may have a person's roles. A
    service is its own subject, which a person never is (source: "Access token claims reference", `sub`), and
    an access token names the app that asked for it. `idtyp` is there when the app registration asks for it.
    """
    is_own_subject = bool(text_at(claims, "oid")) and text_at(claims, "sub") == text_at(claims, "oid")
    names_client = bool(text_at(claims, "azp") or text_at(claims, "appid"))
    kind = value_at(claims, "idtyp")
    return (
        is_own_subject
        and names_client
        and value_at(claims, "scp") is None
        and (kind is None or kind == "app")
    )


def _roles(claims: JsonObject) -> frozenset[str]:
    listed = value_at(claims, "roles")
    if not isinstance(listed, list):
        return frozenset()
    return frozenset(each for each in listed if isinstance(each, str))
