"""Asks Microsoft Graph which account each person has: by id where it is known, else by e-mail address."""

from collections.abc import Sequence
from urllib.parse import quote

from bot.graph.client import NOT_FOUND, OK, GraphClient, waiting
from bot.teams.fields import JsonObject, object_at, objects_at, text_at, value_at
from cards.card import JsonValue
from domain.directory import Account, account_of
from domain.people import Person, PersonId
from scheduler.accounts import LookedUp
from scheduler.directory import DirectoryError

FIELDS = "$select=id,accountEnabled,userType,userPrincipalName,mail"
A_GUEST = "guest"
# How Entra marks an account that another directory looks after, in its user principal name.
EXTERNAL = "#ext#"
# Refused for one is refused for all: the permission is missing, or the token.
FOR_ALL = frozenset({401, 403})


class GraphAccounts:
    """`Accounts` over Microsoft Graph, in one request for all who are asked about (`$batch`)."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client

    async def look_up(self, people: Sequence[Person]) -> LookedUp:
        """What Graph said of each; whoever it did not answer about is missing."""
        questions: list[JsonValue] = [
            {"id": str(number), "method": "GET", "url": _question(person)}
            for number, person in enumerate(people)
        ]
        answer = await self._client.post(self._client.address("$batch"), {"requests": questions})
        if answer.status != OK:
            raise DirectoryError(str(answer.status), retry_after=answer.retry_after)
        if not isinstance(value_at(answer.body, "responses"), list):
            raise DirectoryError("no list")
        return _read(people, objects_at(answer.body, "responses"))


def _question(person: Person) -> str:
    if person.entra_object_id is not None:
        return f"/users/{quote(person.entra_object_id, safe='')}?{FIELDS}"
    written = person.email.replace("'", "''")
    wanted = quote(f"userPrincipalName eq '{written}' or mail eq '{written}'", safe="")
    return f"/users?$filter={wanted}&{FIELDS}"


class _NotSaidError(Exception):
    """What came back is no answer about the person."""


def _read(people: Sequence[Person], responses: Sequence[JsonObject]) -> LookedUp:
    by_number = {text_at(each, "id"): each for each in responses}
    found: dict[PersonId, Account | None] = {}
    waits = []
    for number, person in enumerate(people):
        response = by_number.get(str(number), {})
        if (code := value_at(response, "status")) in FOR_ALL:
            raise DirectoryError(str(code))
        waits.append(waiting(text_at(response, "headers", "Retry-After")))
        try:
            found[person.person_id] = _answer(person, response)
        except _NotSaidError:
            continue
    return LookedUp(accounts=found, retry_after=max((each for each in waits if each), default=None))


def _answer(person: Person, response: JsonObject) -> Account | None:
    """The person's account; None when there is none."""
    code, body = value_at(response, "status"), object_at(response, "body")
    if person.entra_object_id is None:
        if code != OK or not isinstance(value_at(body, "value"), list):
            raise _NotSaidError
        return account_of(person.email, [_account(each) for each in objects_at(body, "value")])
    if code == NOT_FOUND:
        return None
    account = _account(body)
    if code != OK or account.entra_object_id != person.entra_object_id.lower():
        raise _NotSaidError
    return account


def _account(user: JsonObject) -> Account:
    object_id, is_enabled = text_at(user, "id"), value_at(user, "accountEnabled")
    if not object_id or not isinstance(is_enabled, bool):
        raise _NotSaidError
    name, mail = text_at(user, "userPrincipalName").lower(), text_at(user, "mail").lower()
    return Account(
        entra_object_id=object_id.lower(),
        addresses=tuple(each for each in (name, mail) if each),
        is_enabled=is_enabled,
        is_guest=text_at(user, "userType").lower() == A_GUEST,
        is_external=EXTERNAL in name,
    )
