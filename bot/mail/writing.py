"""A letter as the mail server wants it: text and page, and headers that nobody's name can break."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from bot.mail.addressing import address_of
from domain.mail import MailFailure
from scheduler.mailer import Letter, MailError

NAME = "Lägeskoll"


def written(letter: Letter, *, sender: str, reply_to: str) -> EmailMessage:
    """The message. Raises `MailError` when the address cannot be anybody's."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(display_name=NAME, addr_spec=sender)
    message["To"] = _address(letter.to)
    if reply_to:
        message["Reply-To"] = Address(addr_spec=reply_to)
    # A header is one line, whatever somebody has called an activity.
    message["Subject"] = " ".join(letter.subject.split())
    message["Message-ID"] = letter.message_id
    message["Content-Language"] = letter.language
    # Nobody's out-of-office reply is wanted (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.page, subtype="html", cte="quoted-printable")
    return message


def _address(written_as: str) -> Address:
    address = address_of(written_as)
    if address is None:
        raise MailError(MailFailure.BOUNCED, permanent=True, code="address")
    return address
