"""What `lageskoll doctor` says of letters: whether they are on, and whether a mail server lets us in."""

from collections.abc import AsyncIterator

from bot.commands.looked_at import Finding
from bot.mail.settings import MailWay, mail_problems
from bot.mail.smtp import connected
from bot.settings import Settings
from cards.words import Words
from scheduler.mailer import MailError


async def examine(settings: Settings, words: Words) -> AsyncIterator[Finding]:
    """Connects, has it secret, and logs in; no letter is sent. Wrong settings are told among the settings."""
    subject = words.say("Letters by e-mail")
    if not settings.sends_letters:
        yield Finding(subject=subject, fact=words.say("not turned on"))
        return
    if settings.mail is not MailWay.SMTP or any(mail_problems(settings, settings)):
        return
    server = f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        async with connected(settings):
            yield Finding(subject=subject, fact=words.say("{server} lets us in", server=server))
    except MailError as error:
        remedy = words.say(
            "Check the LAGESKOLL_SMTP_ settings and that the machine reaches the mail server. "
            "The code above is what it said."
        )
        yield Finding(subject=subject, fact=f"{server}: {error.code}", remedy=remedy)
