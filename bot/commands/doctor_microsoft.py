"""What `lageskoll doctor` asks Microsoft apart from Graph: keys, the time, the hosts of Teams."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp

from bot.clock import Clock
from bot.commands.looked_at import Finding
from bot.entra.certificates import SOON, CertificateError, read
from bot.entra.credentials import Certificate
from bot.settings import Settings
from bot.teams.connector import open_session
from bot.teams.keys import KeyRing, KeysUnavailableError
from cards.words import Words

PATIENCE = aiohttp.ClientTimeout(total=10)
# Tokens are refused when the clock is five minutes wrong, and reminders come when it says so.
LARGEST_SKEW = timedelta(seconds=60)


async def examine(
    settings: Settings,
    words: Words,
    clock: Clock,
    open_client: Callable[..., aiohttp.ClientSession] = open_session,
) -> AsyncIterator[Finding]:
    """Every finding; none in the development profile, which asks Microsoft nothing."""
    if settings.is_development:
        return
    if isinstance(settings.credential, Certificate):
        yield certificate(settings.credential, words, clock())
    async with open_client(proxy_from_environment=True) as session:
        yield await _keys(settings, session, words)
        yield await _clock(settings, session, words, clock)
        yield await _hosts(settings, session, words)


def certificate(credential: Certificate, words: Words, at: datetime) -> Finding:
    """When the certificate that the bot proves itself with ends."""
    subject = words.say("Certificate")
    try:
        ends = read(credential).ends_at
    except CertificateError:
        remedy = words.say("Check LAGESKOLL_APP_CERTIFICATE_FILE and its password.")
        return Finding(subject=subject, fact=words.say("cannot be read"), remedy=remedy)
    fact = words.say("ends {day}", day=words.full_day(ends.date()))
    remedy = words.say("Upload a new certificate to the app registration, and set it here before then.")
    return Finding(subject=subject, fact=fact, remedy=remedy if ends - at < SOON else "")


async def _keys(settings: Settings, session: aiohttp.ClientSession, words: Words) -> Finding:
    subject = words.say("Keys of Bot Framework")
    try:
        await KeyRing(session=session, metadata_url=settings.openid_metadata_url).refresh()
    except KeysUnavailableError as error:
        remedy = words.say(
            "Let the machine reach {url}: without the keys nobody is let in.",
            url=settings.openid_metadata_url,
        )
        return Finding(subject=subject, fact=str(error), remedy=remedy)
    return Finding(subject=subject, fact=words.say("fetched"))


async def _clock(settings: Settings, session: aiohttp.ClientSession, words: Words, clock: Clock) -> Finding:
    """Compared with Microsoft's; how long the answer took is not known, so seconds do not matter."""
    subject = words.say("Clock")
    try:
        async with session.get(settings.openid_metadata_url, timeout=PATIENCE) as answer:
            theirs = parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        return Finding(subject=subject, fact=words.say("cannot be compared with Microsoft's now"))
    skew = abs(clock() - theirs)
    fact = words.say("{seconds} seconds from Microsoft's", seconds=round(skew.total_seconds()))
    remedy = words.say("Let the machine set its clock by NTP: tokens and reminders depend on it.")
    return Finding(subject=subject, fact=fact, remedy=remedy if skew > LARGEST_SKEW else "")


async def _hosts(settings: Settings, session: aiohttp.ClientSession, words: Words) -> Finding:
    """Each cloud has a host of its own, so one that answers is enough; any answer at all will do."""
    subject, hosts = words.say("Hosts of Teams"), settings.allowed_service_hosts
    reached = [
        host
        for host, answers in zip(
            hosts, await asyncio.gather(*(_answers(session, host) for host in hosts)), strict=True
        )
        if answers
    ]
    if reached:
        return Finding(subject=subject, fact=", ".join(reached))
    remedy = words.say("Let the machine reach {hosts} on port 443.", hosts=words.either(list(hosts)))
    return Finding(subject=subject, fact=words.say("none can be reached"), remedy=remedy)


async def _answers(session: aiohttp.ClientSession, host: str) -> bool:
    try:
        async with session.get(f"https://{host}/", timeout=PATIENCE, allow_redirects=False):
            return True
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return False
