"""The way through a mail server: one letter, one connection, and never in the clear."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiosmtplib

from bot.mail.settings import MailSettings, SmtpSecurity
from bot.mail.writing import written
from domain.mail import MailFailure
from scheduler.mailer import Letter, MailError

PATIENCE_SECONDS = 20.0
PERMANENT = 500
# Policy, not the address: relaying denied, spam, not allowed to send (RFC 3463).
POLICY = "5.7."


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """Sends letters by the settings."""

    settings: MailSettings

    async def send(self, letter: Letter) -> None:
        """Hand the letter over; what the server says of it is a `MailError`."""
        settings = self.settings
        message = written(letter, sender=settings.mail_from, reply_to=settings.mail_reply_to)
        async with connected(settings) as client:
            try:
                await client.send_message(message, sender=settings.mail_from, recipients=[letter.to.strip()])
            except aiosmtplib.SMTPRecipientsRefused as error:
                raise _of_recipient(error.recipients[0]) from error
            except (aiosmtplib.SMTPException, OSError) as error:
                raise refusal(error) from error


@asynccontextmanager
async def connected(settings: MailSettings) -> AsyncIterator[aiosmtplib.SMTP]:
    """A connection that is secret and let in. Raises `MailError`: a wrong password is nobody's address."""
    password = settings.fresh().smtp_password
    has_user = bool(settings.smtp_user)
    client = aiosmtplib.SMTP(
        hostname=settings.smtp_host.strip(),
        port=settings.smtp_port,
        use_tls=settings.smtp_security is SmtpSecurity.TLS,
        # When it is to be had it is used, and when it is not the letter is not sent at all.
        start_tls=settings.smtp_security is SmtpSecurity.STARTTLS,
        tls_context=_trusting(settings),
        username=settings.smtp_user if has_user else None,
        password=password.get_secret_value() if has_user and password else None,
        timeout=PATIENCE_SECONDS,
    )
    try:
        await client.connect()
    except (aiosmtplib.SMTPException, OSError) as error:
        client.close()
        raise MailError(MailFailure.UNAVAILABLE, permanent=False, code=code_of(error)) from error
    try:
        yield client
    finally:
        try:
            await client.quit()
        except (aiosmtplib.SMTPException, OSError):
            # The letter has been taken or refused already; how they part says nothing of it.
            client.close()


def refusal(error: Exception) -> MailError:
    """What the server said of the letter itself."""
    if isinstance(error, aiosmtplib.SMTPResponseException):
        is_permanent = error.code >= PERMANENT
        failure = MailFailure.REJECTED if is_permanent else MailFailure.UNAVAILABLE
        return MailError(failure, permanent=is_permanent, code=code_of(error))
    return MailError(MailFailure.UNAVAILABLE, permanent=False, code=code_of(error))


def _of_recipient(error: aiosmtplib.SMTPRecipientRefused) -> MailError:
    if error.code < PERMANENT:
        return MailError(MailFailure.UNAVAILABLE, permanent=False, code=code_of(error))
    failure = MailFailure.REJECTED if error.message.startswith(POLICY) else MailFailure.BOUNCED
    return MailError(failure, permanent=True, code=code_of(error))


def code_of(error: Exception) -> str:
    """The server's code, or what kind of trouble it was; never its words, which may hold an address."""
    if isinstance(error, aiosmtplib.SMTPResponseException):
        enhanced = error.message.split(" ", 1)[0]
        is_code = enhanced.replace(".", "").isdigit()
        return f"{error.code} {enhanced}" if is_code else str(error.code)
    return type(error).__name__


def _trusting(settings: MailSettings) -> ssl.SSLContext | None:
    if settings.smtp_security is SmtpSecurity.NONE:
        return None
    context = ssl.create_default_context(cafile=settings.smtp_ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
