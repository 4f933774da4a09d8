"""What comes in over HTTP: events, tokens, links, and what other systems send."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

from multidict import MultiDict

from bench import presses
from bench.fuzzing.target import Target
from bench.identity import SERVICE_URL
from bench.town import Town, tenant_id
from bot.api import contents, queries
from bot.api.problems import ProblemError
from bot.pages.links import Links, Pass, Purpose
from bot.teams import inbound
from bot.teams.activity import bot_activity
from bot.teams.caller import StrangerError, bearer_token, key_id_of
from bot.teams.door import Admitted, Door, Knocked
from bot.teams.hosts import ServiceHosts
from cards.verbs import Verb
from domain.people import PersonId
from domain.rounds import FollowUpRoundId

NOON = datetime(2023, 9, 5, 10, tzinfo=UTC)
LINKS = Links(lambda: ["a key that is long enough to sign a link with"])
LETTER = Pass(tenant_id=tenant_id(1), person_id=PersonId(1), what="1", until=NOON + timedelta(days=7))
DOOR = Door(callers=None, hosts=ServiceHosts(["smba.trafficmanager.net"]), knows_tenant=bool)
TOWN = Town(
    tenant_id=tenant_id(1),
    follow_up_round_id=FollowUpRoundId(1),
    first_person=PersonId(1),
    owners=1,
    first_item=1,
    items=1,
)


def event(content: bytes) -> object:
    """An event from Teams, once its token was good."""
    admitted = DOOR.admit(Knocked(None), content)
    if not isinstance(admitted, Admitted):
        return admitted
    activity = bot_activity(admitted.body)
    return inbound.read(activity), inbound.address(activity)


def token(content: bytes) -> object:
    """An `Authorization` header."""
    try:
        return key_id_of(bearer_token({"Authorization": content.decode("utf-8", "surrogateescape")}))
    except StrangerError as error:
        return error


def link(content: bytes) -> object:
    """The token of a link to a page or to the form in a letter."""
    return LINKS.opened(Purpose.LETTER, content.decode("utf-8", "surrogateescape"), NOON)


def sent_answer(content: bytes) -> object:
    """An answer that another system sends."""
    try:
        return contents.parsed(content).form
    except ProblemError as error:
        return error


def query(content: bytes) -> object:
    """What stands after the question mark."""
    given = MultiDict(parse_qsl(content.decode("utf-8", "replace"), keep_blank_values=True))
    try:
        return queries.parsed(queries.AnswersQuery, given).wanted
    except ProblemError as error:
        return error


def _events() -> tuple[bytes, ...]:
    pressed = [next(each(TOWN, range(1))) for each in (presses.answers, presses.forms, presses.lists)]
    said = presses.asking(TOWN, 0, SERVICE_URL)
    file = {
        "contentType": inbound.FILE_TYPE,
        "name": "plan.xlsx",
        "content": {"downloadUrl": "https://x.sharepoint.com/plan.xlsx", "uniqueId": "1", "fileType": "xlsx"},
    }
    consent = {
        "action": "accept",
        "context": {"file": "0"},
        "uploadInfo": {
            "uploadUrl": "https://x.sharepoint.com/up",
            "contentUrl": "https://x",
            "name": "a.pdf",
        },
    }
    added = [{"id": said["recipient"]["id"]}]  # type: ignore[index] # it is one of ours
    others: list[dict[str, object]] = [
        {**said, "attachments": [file]},
        {
            **said,
            "text": "<at>Lägeskoll</at> läge",
            "entities": [{"type": "mention", "text": "<at>Lägeskoll</at>"}],
        },
        {**said, "text": "", "value": {"verb": Verb.OPEN_FORM.value, "round": 1}},
        {**said, "type": "invoke", "name": inbound.FILE_CONSENT, "value": consent},
        {**said, "type": "installationUpdate", "action": "add"},
        {**said, "type": "conversationUpdate", "membersAdded": added},
        {
            **said,
            "type": "installationUpdate",
            "action": "add",
            "conversation": {"id": "19:x", "conversationType": "channel", "tenantId": TOWN.tenant_id},
            "channelData": {"tenant": {"id": TOWN.tenant_id}, "team": {"id": "19:x", "name": "Miljö"}},
        },
    ]
    return tuple(json.dumps(each).encode() for each in (said, *pressed, *others))


TARGETS = {
    "event": Target(event, _events()),
    "token": Target(
        token, (b"Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6ImsifQ.eyJhdWQiOiJib3QifQ.c2ln", b"Basic YTpi")
    ),
    "link": Target(link, (LINKS.token(Purpose.LETTER, LETTER).encode(), b"WyJ0IiwxLCIxIiwxXQ.c2lnbmF0dXJl")),
    "answer from another system": Target(
        sent_answer,
        (
            b'{"external_id":"1","progress":"delayed","percent":40,"comment":"x","new_end":"2031-06-30"}',
            b'{"external_id":"2","progress":"dropped","obstacle":{"kind":"procurement","text":"y"}}',
            b'{"external_id":"3","progress":"done","given_at":"2023-09-05T10:00:00Z","indicator_value":"1.5"}',
        ),
    ),
    "query": Target(
        query,
        (
            b"cursor=1&limit=50&history=true&changed_since=2023-09-05T10:00:00Z",
            b"progress=done&org_unit_id=2&number=1.1",
        ),
    ),
}
