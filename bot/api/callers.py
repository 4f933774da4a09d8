"""Which service is asking: its token from Entra, whether it is one of ours, and what it may do."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.api.limits import Limits
from bot.api.problems import Code, ProblemError
from bot.entra.tokens import EntraTokens
from bot.teams.caller import Reason, StrangerError, bearer_token
from bot.teams.keys import KeysUnavailableError

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="lageskoll"'}
REFUSED = {"WWW-Authenticate": 'Bearer realm="lageskoll", error="invalid_token"'}


class Permission(StrEnum):
    """What a service may be let do: the app roles of our app registration."""

    PLAN_READ = "Plan.Read"
    ANSWERS_READ = "Answers.Read"
    ANSWERS_WRITE = "Answers.Write"
    REPORTS_READ = "Reports.Read"
    PEOPLE_READ = "People.Read"


MEANINGS: Mapping[Permission, str] = {
    Permission.PLAN_READ: "Read the plan, its activities and the rounds.",
    Permission.ANSWERS_READ: "Read answers and the summary of a round.",
    Permission.ANSWERS_WRITE: "Bring answers that were given in the service itself.",
    Permission.REPORTS_READ: "Read which reports are approved, and with People.Read the reports themselves.",
    Permission.PEOPLE_READ: "See the names of owners and of those who answered.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A service that may ask; `name` is what the settings call it."""

    client_id: str
    name: str
    permissions: frozenset[Permission]

    def check(self, wanted: Iterable[Permission]) -> None:
        """Raises `ProblemError`, which names the roles that are missing."""
        missing = [each.value for each in wanted if each not in self.permissions]
        if missing:
            roles = " and ".join(missing)
            detail = f"Give the service the app role {roles} in Entra, and have it ask for a new token."
            raise ProblemError(Code.ROLE_MISSING, detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Lets services in: never a person, and no service that the settings do not name."""

    tokens: EntraTokens
    clients: Mapping[str, str]
    limits: Limits

    async def admit(self, headers: Mapping[str, str]) -> Client:
        """The service behind a request, which is counted; raises `ProblemError`."""
        try:
            caller = await self.tokens.verify(bearer_token(headers))
        except StrangerError as error:
            raise _refused(error) from error
        except KeysUnavailableError as error:
            detail = "Entra's keys cannot be had now, so that no token can be checked. Ask again in a while."
            seconds = str(error.seconds)
            raise ProblemError(Code.UNAVAILABLE, detail, headers={"Retry-After": seconds}) from error
        if not caller.is_application:
            detail = "The token is a person's. Use the client credentials flow."
            raise ProblemError(Code.TOKEN_REFUSED, detail, headers=REFUSED)
        client_id = caller.client_id.lower()
        name = self.clients.get(client_id)
        if name is None:
            raise UnknownClientError(client_id)
        wait = self.limits.wait(client_id).total_seconds()
        if wait:
            seconds = str(max(1, math.ceil(wait)))
            detail = f"Ask again in {seconds} seconds."
            raise TooOftenError(name, detail, seconds)
        granted = frozenset(each for each in Permission if each.value in caller.roles)
        return Client(client_id=client_id, name=name, permissions=granted)


class UnknownClientError(ProblemError):
    """A service of the municipality that nobody has let in."""

    def __init__(self, client_id: str) -> None:
        super().__init__(Code.CLIENT_UNKNOWN, "Add the service's client id to LAGESKOLL_API_CLIENTS.")
        self.client = client_id


class TooOftenError(ProblemError):
    """A service that has asked too often."""

    def __init__(self, client: str, detail: str, seconds: str) -> None:
        super().__init__(Code.TOO_MANY_REQUESTS, detail, headers={"Retry-After": seconds})
        self.client = client


def _refused(error: StrangerError) -> ProblemError:
    if error.reason is Reason.NO_TOKEN:
        detail = "Send the header Authorization: Bearer TOKEN, with an access token for this app from Entra."
        return ProblemError(Code.TOKEN_REFUSED, detail, headers=CHALLENGE)
    # What exactly was wrong is for our log; whoever forges tokens is not told how near they came.
    detail = "The token must be made by the municipality's Entra for this app, and still be good."
    return ProblemError(Code.TOKEN_REFUSED, detail, headers=REFUSED)
