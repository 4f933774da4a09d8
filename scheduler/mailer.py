"""What this room needs of a mail server: somebody who takes a letter, and says how it went."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from domain.mail import MailFailure


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter to one address, in plain text and as a page; `message_id` is what it is known by."""

    message_id: str
    to: str
    language: str
    subject: str
    text: str
    page: str


class MailError(Exception):
    """A letter did not leave; `permanent` says that another attempt is pointless.

    `retry_after` is how long the server asks us to wait.
    """

    def __init__(
        self,
        failure: MailFailure,
        *,
        permanent: bool,
        code: str = "",
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(f"{failure.value} ({code or 'no code'})")
        self.failure = failure
        self.permanent = permanent
        self.code = code
        self.retry_after = retry_after


class Mailer(Protocol):
    """Sends letters. Raises `MailError` and nothing else on failure."""

    async def send(self, letter: Letter) -> None:
        """Hand the letter to the server, which has taken it when this returns."""
