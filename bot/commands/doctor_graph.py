"""What `lageskoll doctor` asks Microsoft Graph: each permission that the settings need, and each group."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import quote

from bot.commands.looked_at import Finding
from bot.graph.client import FORBIDDEN, NOT_FOUND, OK, GraphAnswer, GraphClient
from bot.graph.wiring import graph_client
from bot.setting_problems import PREFIX
from bot.settings import Settings
from bot.teams.connector import open_session
from bot.teams.fields import objects_at, value_at
from cards.words import Words
from domain.people import Role
from scheduler.directory import DirectoryError

MEMBERS = "User.ReadBasic.All"
GROUPS, PEOPLE = "GroupMember.Read.All", "User.Read.All"
INSTALL, CATALOGUE = "TeamsAppInstallation.ReadWriteSelfForUser.All", "AppCatalog.Read.All"


async def examine(settings: Settings, words: Words, somebody: str) -> AsyncIterator[Finding]:
    """Every finding about Graph. `somebody` is the Entra object id of a person in the plan, or ""."""
    subject = words.say("Microsoft Graph")
    idle = _idle(settings)
    if idle:
        remedy = words.say("Set {switch}=true, or take these away.", switch=f"{PREFIX}GRAPH")
        yield Finding(subject=subject, fact=", ".join(idle), remedy=remedy)
        return
    if not settings.graph:
        yield Finding(subject=subject, fact=words.say("not turned on"))
        return
    async with open_session(proxy_from_environment=not settings.is_development) as session:
        client = graph_client(settings, session)
        if client is None:
            return
        checkup = _Checkup(client=client, settings=settings, words=words)
        async for finding in checkup.findings(somebody):
            yield finding


def _idle(settings: Settings) -> list[str]:
    """The settings that do nothing, since Graph may not be asked."""
    if settings.graph:
        return []
    given = {
        "GRAPH_PEOPLE": settings.graph_people,
        "GRAPH_INSTALLS": settings.graph_installs,
        "GRAPH_CATALOG_APP_ID": settings.graph_catalog_app_id,
        "STRATEGIST_GROUP": settings.strategist_group,
        "DIRECTOR_GROUP": settings.director_group,
        "MANAGER_GROUP": settings.manager_group,
        "ADMIN_GROUP": settings.admin_group,
    }
    return [PREFIX + name for name, value in given.items() if value]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checkup:
    client: GraphClient
    settings: Settings
    words: Words

    async def findings(self, somebody: str) -> AsyncIterator[Finding]:
        """The token first: without it nothing else can be asked."""
        token = await self._token()
        yield token
        if token.remedy:
            return
        for role, group_id in self.settings.groups.items():
            yield await self._group(role, group_id)
        if self.settings.groups:
            yield await self._memberships(somebody)
        if self.settings.asks_about_people:
            yield await self._people()
        if self.settings.installs_for_people:
            yield await self._catalogue()
            yield await self._installing(somebody)

    async def _token(self) -> Finding:
        subject = self.words.say("Microsoft Graph")
        if self.settings.is_development:
            return Finding(subject=subject, fact=self.words.say("no token in the development profile"))
        try:
            await self.client.prove()
        except DirectoryError as error:
            return self._told(subject, error, "")
        return Finding(subject=subject, fact=self.words.say("Microsoft gave a token"))

    async def _group(self, role: Role, group_id: str) -> Finding:
        subject = self.words.say("Group {name}", name=f"{PREFIX}{role.value.upper()}_GROUP")
        answer = await self._asked(f"groups/{quote(group_id, safe='')}/transitiveMembers?$select=id&$top=1")
        if isinstance(answer, GraphAnswer) and answer.status == NOT_FOUND:
            remedy = self.words.say(
                "Copy the group's object id from Entra: there is no group {id}.", id=group_id
            )
            return Finding(subject=subject, fact=self.words.say("not found"), remedy=remedy)
        return self._told(subject, answer, GROUPS)

    async def _memberships(self, somebody: str) -> Finding:
        """What is asked when somebody acts. Who is asked about need not be in any group."""
        subject = self.words.say("Groups of somebody who acts")
        if not somebody:
            fact = self.words.say("cannot be checked until Entra knows somebody in the plan")
            return Finding(subject=subject, fact=fact)
        address = self.client.address(f"users/{quote(somebody, safe='')}/checkMemberGroups")
        try:
            wanted = sorted(self.settings.groups.values())
            answer: GraphAnswer | DirectoryError = await self.client.post(address, {"groupIds": wanted})
        except DirectoryError as error:
            answer = error
        if isinstance(answer, GraphAnswer) and answer.status == NOT_FOUND:
            return Finding(subject=subject, fact=self.words.say("allowed"))
        return self._told(subject, answer, MEMBERS)

    async def _people(self) -> Finding:
        answer = await self._asked("users?$select=id,accountEnabled&$top=1")
        subject = self.words.say("People in Entra")
        if isinstance(answer, GraphAnswer) and answer.status == OK and not _says_who_is_enabled(answer):
            return self._unconsented(subject, PEOPLE)
        return self._told(subject, answer, PEOPLE)

    async def _catalogue(self) -> Finding:
        subject = self.words.say("App catalogue")
        if self.settings.graph_catalog_app_id:
            return Finding(subject=subject, fact=self.settings.graph_catalog_app_id)
        wanted = quote(f"externalId eq '{self.settings.app_id}'", safe="")
        answer = await self._asked(f"appCatalogs/teamsApps?$filter={wanted}")
        if isinstance(answer, GraphAnswer) and answer.status == OK and not objects_at(answer.body, "value"):
            remedy = self.words.say("Upload the app package in the Teams admin centre.")
            return Finding(subject=subject, fact=self.words.say("the app is not there"), remedy=remedy)
        return self._told(subject, answer, CATALOGUE)

    async def _installing(self, somebody: str) -> Finding:
        subject = self.words.say("Installing the app for people")
        if not somebody:
            fact = self.words.say("cannot be checked until Entra knows somebody in the plan")
            return Finding(subject=subject, fact=fact)
        path = f"users/{quote(somebody, safe='')}/teamwork/installedApps?$top=1"
        answer = await self._asked(path)
        if isinstance(answer, GraphAnswer) and answer.status == NOT_FOUND:
            # Refused comes before not found: whoever may not ask is not told who is there.
            return Finding(subject=subject, fact=self.words.say("allowed"))
        return self._told(subject, answer, INSTALL)

    async def _asked(self, path: str) -> GraphAnswer | DirectoryError:
        try:
            return await self.client.get(self.client.address(path))
        except DirectoryError as error:
            return error

    def _told(self, subject: str, answer: GraphAnswer | DirectoryError, permission: str) -> Finding:
        if isinstance(answer, DirectoryError):
            remedy = self.words.say(
                "Check the app id, the tenant and the credential, and that {url} can be reached.",
                url=self.settings.graph_url,
            )
            return Finding(subject=subject, fact=answer.code, remedy=remedy)
        if answer.status == FORBIDDEN:
            return self._unconsented(subject, permission)
        if answer.status != OK or not isinstance(value_at(answer.body, "value"), list):
            remedy = self.words.say("Check LAGESKOLL_GRAPH_URL, and try again in a while.")
            return Finding(subject=subject, fact=str(answer.status), remedy=remedy)
        return Finding(subject=subject, fact=self.words.say("allowed"))

    def _unconsented(self, subject: str, permission: str) -> Finding:
        fact = self.words.say("not allowed")
        remedy = self.words.say(
            "In Entra, give the app registration the application permission {permission} of Microsoft Graph,"
            " and grant admin consent.",
            permission=permission,
        )
        return Finding(subject=subject, fact=fact, remedy=remedy)


def _says_who_is_enabled(answer: GraphAnswer) -> bool:
    return all(isinstance(each.get("accountEnabled"), bool) for each in objects_at(answer.body, "value"))
