"""Has Microsoft Graph install the app for one person, with the permission to install itself and no other."""

from urllib.parse import quote

from bot.graph.client import CONFLICT, CREATED, FORBIDDEN, NOT_FOUND, OK, GraphAnswer, GraphClient
from bot.teams.fields import objects_at, text_at, value_at
from domain.installations import Outcome, Refusal
from scheduler.directory import DirectoryError

# How Graph tells a missing consent from what IT's policy says about the person.
NO_CONSENT = ("role permissions", "scope permissions", "insufficient privileges", "missing role")
BY_POLICY = "policy"
LONGEST_CODE = 60
# There already is as good as created; a page with 200 is no answer of Graph's.
DONE = frozenset({CREATED, CONFLICT})
UNANSWERED = frozenset({401, 408, 429})
FIRST_REFUSAL, FIRST_FAILURE = 400, 500


class GraphInstaller:
    """An `Installer` over Microsoft Graph.

    `catalog_app_id` is the app's id in the organisation's catalogue; when it is "" the catalogue is asked for
    the app whose package has `app_id`.
    """

    def __init__(self, client: GraphClient, *, app_id: str, catalog_app_id: str = "") -> None:
        self._client = client
        self._app_id = app_id
        self._catalog_app_id = catalog_app_id

    async def install(self, entra_object_id: str) -> Outcome:
        """Install it in the person's own scope."""
        if not self._catalog_app_id:
            refused = await self._look_up()
            if refused is not None:
                return refused
        app = self._client.address(f"appCatalogs/teamsApps/{self._catalog_app_id}")
        answer = await self._client.post(
            self._client.address(f"users/{quote(entra_object_id, safe='')}/teamwork/installedApps"),
            {"teamsApp@odata.bind": str(app)},
        )
        return _outcome(answer)

    async def _look_up(self) -> Outcome | None:
        """Learn the app's id in the catalogue; an outcome when it cannot be learned."""
        wanted = quote(f"externalId eq '{self._app_id}'", safe="")
        answer = await self._client.get(self._client.address(f"appCatalogs/teamsApps?$filter={wanted}"))
        if answer.status != OK:
            return _outcome(answer)
        if not isinstance(value_at(answer.body, "value"), list):
            raise DirectoryError("no list")
        found = [quote(text_at(each, "id"), safe="") for each in objects_at(answer.body, "value")]
        self._catalog_app_id = next((each for each in found if each), "")
        return None if self._catalog_app_id else Outcome(refusal=Refusal.NO_APP)


def _outcome(answer: GraphAnswer) -> Outcome:
    """What an answer means; raises `DirectoryError` when it is to be asked again."""
    code = text_at(answer.body, "error", "code")[:LONGEST_CODE] or str(answer.status)
    match answer.status:
        case status if status in DONE:
            return Outcome()
        case status if status in UNANSWERED or not FIRST_REFUSAL <= status < FIRST_FAILURE:
            raise DirectoryError(str(status), retry_after=answer.retry_after)
        case status if status == FORBIDDEN:
            return Outcome(refusal=_why(text_at(answer.body, "error", "message").lower()), code=code)
        case status if status == NOT_FOUND:
            return Outcome(refusal=Refusal.NOT_FOUND, code=code)
        case _:
            return Outcome(refusal=Refusal.OTHER, code=code)


def _why(said: str) -> Refusal:
    if any(each in said for each in NO_CONSENT):
        return Refusal.NO_PERMISSION
    return Refusal.POLICY if BY_POLICY in said else Refusal.OTHER
