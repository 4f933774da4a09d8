"""The way through Microsoft Graph: one letter, whole as we wrote it, from the one mailbox of the settings."""

import string
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote

from yarl import URL

from bot.clock import Clock
from bot.graph.client import ACCEPTED, BAD_REQUEST, GraphAnswer, GraphClient
from bot.mail.settings import MailSettings
from bot.mail.writing import written
from bot.teams.fields import text_at
from domain.mail import MailFailure
from scheduler.directory import DirectoryError
from scheduler.mailer import Letter, MailError

TOO_LARGE = 413
# Source: Microsoft Graph, "Outlook mail API error codes".
NOBODY_THERE = "ErrorInvalidRecipients"
OF_A_CODE = frozenset(string.ascii_letters + string.digits + "._-")
LONGEST_CODE = 60


@dataclass(slots=True, kw_only=True)
class GraphMailer:
    """Sends letters as the mailbox `mail_from`; when Graph asks us to wait, no letter is tried meanwhile."""

    client: GraphClient
    settings: MailSettings
    clock: Clock
    _rest_until: datetime | None = field(default=None, init=False)

    async def send(self, letter: Letter) -> None:
        """Hand the letter over; what Graph says of it is a `MailError`."""
        settings = self.settings
        message = written(letter, sender=settings.mail_from.strip(), reply_to=settings.mail_reply_to)
        self._let_rest()
        address = send_address(self.client, settings.mail_from)
        try:
            # As MIME: so that Message-ID, Auto-Submitted and the plain text are what we wrote.
            answer = await self.client.post_text(address, b64encode(message.as_bytes()))
        except DirectoryError as error:
            raise self._unavailable(error.code, error.retry_after) from error
        if answer.status != ACCEPTED:
            raise self._refusal(answer)

    def _let_rest(self) -> None:
        at = self.clock()
        if self._rest_until is not None and at < self._rest_until:
            raise self._unavailable("asked to wait", self._rest_until - at)

    def _refusal(self, answer: GraphAnswer) -> MailError:
        code = code_of(answer)
        if answer.status not in {BAD_REQUEST, TOO_LARGE}:
            # Not let in, no such mailbox, too often, down: nobody's address, and mended by IT or by itself.
            return self._unavailable(code, answer.retry_after)
        is_nobody = text_at(answer.body, "error", "code") == NOBODY_THERE
        return MailError(
            MailFailure.BOUNCED if is_nobody else MailFailure.REJECTED, permanent=True, code=code
        )

    def _unavailable(self, code: str, wait: timedelta | None) -> MailError:
        if wait is not None:
            self._rest_until = self.clock() + wait
        return MailError(MailFailure.UNAVAILABLE, permanent=False, code=code, retry_after=wait)


def send_address(client: GraphClient, mailbox: str) -> URL:
    """Where a mailbox's letters are handed over."""
    return client.address(f"users/{quote(mailbox.strip(), safe='@')}/sendMail")


def code_of(answer: GraphAnswer) -> str:
    """Graph's codes; never its words, which may hold an address."""
    said = text_at(answer.body, "error", "code")[:LONGEST_CODE]
    return f"{answer.status} {said}" if said and set(said) <= OF_A_CODE else str(answer.status)
