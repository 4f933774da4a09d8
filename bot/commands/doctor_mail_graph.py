"""What `lageskoll doctor` asks Graph of letters: whether we may send from our mailbox, and from it alone."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.commands.looked_at import Finding
from bot.graph.client import BAD_REQUEST, FORBIDDEN, NOT_FOUND, GraphAnswer, GraphClient
from bot.graph.wiring import graph_client
from bot.mail.graph import NOBODY_THERE, code_of, send_address
from bot.mail.settings import MailWay, mail_problems
from bot.settings import Settings
from bot.teams.connector import open_session
from bot.teams.fields import text_at
from cards.words import Words
from scheduler.directory import DirectoryError

# Nobody to send it to: whoever may send is told so, and whoever may not is told that first.
TO_NOBODY = {"message": {}, "saveToSentItems": False}


async def examine(settings: Settings, words: Words, somebody: str) -> AsyncIterator[Finding]:
    """No letter is sent. `somebody` is the Entra object id of a person in the plan, or ""."""
    if settings.mail is not MailWay.GRAPH or any(mail_problems(settings, settings)):
        return
    async with open_session(proxy_from_environment=not settings.is_development) as session:
        client = graph_client(settings, session)
        if client is None:
            return
        checkup = _Checkup(client=client, mailbox=settings.mail_from, url=settings.graph_url, words=words)
        ours = await checkup.ours()
        yield ours
        if somebody and not ours.remedy:
            yield await checkup.others(somebody)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checkup:
    client: GraphClient
    mailbox: str
    url: str
    words: Words

    async def ours(self) -> Finding:
        say, subject = self.words.say, self.words.say("Letters by e-mail")
        answer = await self._asked(self.mailbox)
        if _may_send(answer):
            return Finding(subject=subject, fact=say("{mailbox} lets us send", mailbox=self.mailbox))
        if isinstance(answer, DirectoryError):
            remedy = say(
                "Check the app id, the tenant and the credential, and that {url} can be reached.",
                url=self.url,
            )
        elif answer.status == FORBIDDEN:
            remedy = say(
                "In Exchange Online, give the app the role Application Mail.Send for {mailbox} alone:"
                " see docs/mail.md.",
                mailbox=self.mailbox,
            )
        elif answer.status == NOT_FOUND:
            remedy = say("Check LAGESKOLL_MAIL_FROM: there is no mailbox {mailbox}.", mailbox=self.mailbox)
        else:
            remedy = say("Check LAGESKOLL_GRAPH_URL, and try again in a while.")
        return Finding(subject=subject, fact=f"{self.mailbox}: {_code(answer)}", remedy=remedy)

    async def others(self, somebody: str) -> Finding:
        """Whoever may send from everybody's mailbox could write in anybody's name."""
        say, subject = self.words.say, self.words.say("Mailboxes of others")
        answer = await self._asked(somebody)
        if _may_send(answer):
            remedy = say(
                "Take the permission Mail.Send from the app in Entra, and give it the role"
                " Application Mail.Send for {mailbox} alone in Exchange Online: see docs/mail.md.",
                mailbox=self.mailbox,
            )
            return Finding(subject=subject, fact=say("the app may send from them too"), remedy=remedy)
        if isinstance(answer, GraphAnswer) and answer.status == FORBIDDEN:
            return Finding(subject=subject, fact=say("closed to the app, as they should be"))
        return Finding(subject=subject, fact=say("cannot be checked now ({code})", code=_code(answer)))

    async def _asked(self, mailbox: str) -> GraphAnswer | DirectoryError:
        try:
            return await self.client.post(send_address(self.client, mailbox), TO_NOBODY)
        except DirectoryError as error:
            return error


def _may_send(answer: GraphAnswer | DirectoryError) -> bool:
    return (
        isinstance(answer, GraphAnswer)
        and answer.status == BAD_REQUEST
        and text_at(answer.body, "error", "code") == NOBODY_THERE
    )


def _code(answer: GraphAnswer | DirectoryError) -> str:
    return code_of(answer) if isinstance(answer, GraphAnswer) else answer.code
