"""The mail of a Microsoft Graph on this machine: mailboxes that we may send from, and others."""

from base64 import b64decode
from binascii import Error
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiohttp import web


@dataclass(kw_only=True)
class FakeMail:
    """`mailboxes` are all that there are, `open_mailboxes` those we may send from; `letters` have left."""

    mailboxes: set[str] = field(default_factory=set)
    open_mailboxes: set[str] = field(default_factory=set)
    letters: list[EmailMessage] = field(default_factory=list)

    async def send(self, request: web.Request) -> web.Response:
        """As Graph does: who may not is told before what is wrong with the letter."""
        mailbox = request.match_info["user"]
        if mailbox not in self.mailboxes:
            return _refused(404, "ErrorInvalidUser")
        if mailbox not in self.open_mailboxes:
            return _refused(403, "ErrorAccessDenied")
        if request.content_type != "text/plain":
            recipients = (await request.json())["message"].get("toRecipients")
            return _refused(400, "ErrorInvalidRecipients") if not recipients else _refused(501, "NotHere")
        try:
            message = message_from_bytes(b64decode(await request.read(), validate=True), policy=default)
        except Error:
            return _refused(400, "ErrorMimeContentInvalidBase64String")
        assert isinstance(message, EmailMessage)
        self.letters.append(message)
        return web.Response(status=202)


def _refused(status: int, code: str) -> web.Response:
    error = {"code": code, "message": "maja@borlange.example is not somebody whom you may read of in a log"}
    return web.json_response({"error": error}, status=status)
