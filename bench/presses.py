"""What Teams sends when people press the buttons in our cards."""

from collections.abc import Iterator, Mapping

from bench.identity import APP_ID, SERVICE_URL
from bench.town import Town, conversation_id, entra_id
from cards.payloads import AboutItem, AboutWorklist, data_of
from cards.verbs import Verb
from domain.people import PersonId
from domain.plan import PlanActivityId

# The fields of the answer form, filled in as somebody would who has a little to tell.
FORM = {
    "promise": "under_way",
    "progress": "delayed",
    "percent": "35",
    "comment": "Tre av fem delar är klara; de två sista väntar på leverans och görs färdiga under hösten.",
    "obstacle_kind": "procurement",
    "obstacle_text": "Avtalet för montage gick ut i juni och den nya upphandlingen är överklagad.",
    "next_step": "Avropa från det nya ramavtalet i oktober och stäm av med fastighetsavdelningen.",
    "needs_decision": "false",
    "new_end": "2031-06-30",
}

Body = dict[str, object]


def answers(town: Town, owners: range) -> Iterator[Body]:
    """Every owner saves the form for each of their plan activities; everybody's first, then the second …"""
    for position in range(town.items):
        for owner in owners:
            about = data_of(_item(town, owner, position))
            yield _press(town, owner, Verb.SAVE_ANSWER, {**about, **FORM})


def forms(town: Town, owners: range) -> Iterator[Body]:
    """Every owner opens the form for the first plan activity."""
    for owner in owners:
        yield _press(town, owner, Verb.OPEN_FORM, data_of(_item(town, owner, 0)))


def lists(town: Town, owners: range) -> Iterator[Body]:
    """Every owner asks for the list."""
    for owner in owners:
        yield _press(town, owner, Verb.SHOW_WORKLIST, data_of(_worklist(town, owner)))


def asking(town: Town, owner: int, service_url: str) -> Body:
    """One owner writes to the bot; the list comes as a new message."""
    said = {"type": "message", "text": "mina aktiviteter", "textFormat": "plain", "serviceUrl": service_url}
    return {**_event(town, owner), **said}


def _worklist(town: Town, owner: int) -> AboutWorklist:
    return AboutWorklist(
        follow_up_round_id=town.follow_up_round_id, owner_id=PersonId(town.first_person + owner)
    )


def _item(town: Town, owner: int, position: int) -> AboutItem:
    number = town.first_item + owner * town.items + position
    return AboutItem(
        worklist=_worklist(town, owner), plan_activity_id=PlanActivityId(number), key=f"{number:016x}"
    )


def _press(town: Town, owner: int, verb: Verb, data: Mapping[str, object]) -> Body:
    return {
        **_event(town, owner),
        "type": "invoke",
        "name": "adaptiveCard/action",
        "replyToId": f"{1_700_000_000_000 + owner}",
        "value": {
            "action": {"type": "Action.Execute", "verb": verb.value, "data": dict(data)},
            "trigger": "manual",
        },
    }


def _event(town: Town, owner: int) -> Body:
    person_id = town.first_person + owner
    user = entra_id(person_id)
    return {
        "id": f"f:{person_id}",
        "timestamp": "2023-09-05T18:00:00.000Z",
        "localTimestamp": "2023-09-05T20:00:00.000+02:00",
        "channelId": "msteams",
        "serviceUrl": SERVICE_URL,
        "from": {"id": f"29:{user}", "name": f"Ägare {person_id}", "aadObjectId": user},
        "recipient": {"id": f"28:{APP_ID}", "name": "Lägeskoll"},
        "conversation": {
            "id": conversation_id(person_id),
            "conversationType": "personal",
            "tenantId": town.tenant_id,
        },
        "channelData": {"tenant": {"id": town.tenant_id}, "source": {"name": "message"}},
        "entities": [
            {
                "type": "clientInfo",
                "locale": "sv-SE",
                "country": "SE",
                "platform": "Web",
                "timezone": "Europe/Stockholm",
            }
        ],
        "locale": "sv-SE",
    }
