"""Writes the file from which one Playground window learns who is sitting at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import yaml

FILE_NAME = ".m365agentsplayground.yml"
# Any other number of users makes the Playground end without a word.
USERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """Somebody with a window of their own, as Teams would present them to the bot."""

    name: str
    email: str
    entra_object_id: str
    teams_user_id: str
    locale: str = "sv-SE"

    @property
    def conversation_id(self) -> str:
        """Their personal chat with the bot, the same every time."""
        return f"a:{self.entra_object_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoBot:
    """The bot that the windows talk to."""

    endpoint: str
    bot_id: str
    tenant_id: str
    name: str = "Lägeskoll"


def write_configuration(
    folder: Path, person: DemoPerson, *, bot: DemoBot, colleagues: Sequence[DemoPerson] = ()
) -> None:
    """Put the configuration of `person`'s window into its working directory.

    The people picker there shows the first five of `colleagues`, and sends what Teams does: Entra object ids.
    """
    contents = {
        "version": "0.1.1",
        "tenantId": bot.tenant_id,
        "bot": {"id": bot.bot_id, "name": bot.name},
        "currentUser": _user(person),
        "users": [_user(one) | {"id": one.entra_object_id} for one in _five(person, colleagues)],
        "personalChat": {"id": person.conversation_id},
        "groupChat": {"id": "19:lageskoll-group", "name": "Grupp"},
        "team": {
            "id": "19:lageskoll-team",
            "name": "Team",
            "aadGroupId": str(uuid5(NAMESPACE_URL, "lageskoll-team")),
            "channels": [{"id": "19:lageskoll-channel", "name": "Kanal"}],
        },
    }
    text = yaml.safe_dump(contents, allow_unicode=True, sort_keys=False)
    (folder / FILE_NAME).write_text(text, encoding="utf-8")


def _user(person: DemoPerson) -> dict[str, str]:
    given_name, _, surname = person.name.partition(" ")
    return {
        "id": person.teams_user_id,
        "name": person.name,
        "userPrincipleName": person.email,
        "aadObjectId": person.entra_object_id,
        "givenName": given_name,
        "surname": surname,
        "email": person.email,
    }


def _five(person: DemoPerson, colleagues: Sequence[DemoPerson]) -> list[DemoPerson]:
    """The others in the tenant, with strangers in the empty chairs."""
    others = [one for one in colleagues if one.teams_user_id != person.teams_user_id]
    return [*others, *(_stranger(number) for number in range(USERS))][:USERS]


def _stranger(number: int) -> DemoPerson:
    address = f"kollega{number + 1}@lageskoll.example"
    return DemoPerson(
        name=f"Kollega {number + 1}",
        email=address,
        entra_object_id=str(uuid5(NAMESPACE_URL, address)),
        teams_user_id=f"29:{address}",
    )
