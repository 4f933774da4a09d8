"""Puts the API together, where the settings say that there is one."""

from contextlib import AsyncExitStack

from aiohttp import ClientSession

from bot.api.callers import Gate
from bot.api.limits import Limits
from bot.api.reading import Library
from bot.api.refusals import Refusals
from bot.api.serving import Counter
from bot.clock import Clock
from bot.entra.wiring import entra_tokens
from bot.settings import Settings
from bot.web import Mount
from cards.words import Words
from dialogs.desk import Desk
from domain.people import TenantId


async def mounts(
    settings: Settings, session: ClientSession, desk: Desk, clock: Clock, stack: AsyncExitStack
) -> tuple[Mount, ...]:
    """The API's routes, for as long as the stack stands; none where it is off.

    Tokens are verified in every profile: a service has one or it has not.
    """
    if not settings.api:
        return ()
    tokens = await stack.enter_async_context(entra_tokens(settings, session))
    tenant_id = TenantId(settings.tenant_id)
    gate = Gate(tokens=tokens, clients=settings.clients, limits=Limits(settings.api_requests_per_minute))
    library = Library(
        database=desk.database,
        tenant_id=tenant_id,
        calendar=desk.calendar,
        words=Words(language=settings.language),
        wake=desk.wake,
    )
    refusals = Refusals(database=desk.database, tenant_id=tenant_id, clock=clock)
    return (Counter(gate=gate, library=library, refusals=refusals, clock=clock).mount,)
