"""`lageskoll audit verify`: whether anybody has changed the audit trail."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

import typer

from bot.commands.source import Source, from_settings, opened, refusal
from cards.words import Words
from domain.audit_chain import BEFORE_THE_FIRST, Break, Broken, Tip
from domain.people import TenantId
from storage import audit_verification

BROKEN = 3


def register(app: typer.Typer, words: Words, source: Callable[[], Source] | None = None) -> None:
    """Add `audit verify` to the command line; `source` replaces the settings."""
    say, read = words.say, source or from_settings
    group = typer.Typer(no_args_is_help=True)

    @group.callback()
    def audit() -> None:
        """Groups the commands, of which there is one so far."""

    @group.command(
        "verify", help=say("Tell whether the audit trail is whole. Exit code 0: it is. 3: it is broken.")
    )
    def verify(
        *,
        tenant: Annotated[str, typer.Option(help=say("Whose, if not the tenant of the settings."))] = "",
        known: Annotated[
            str,
            typer.Option(
                help=say("The last link as it was written down before, such as 1204:9f3a…; it must be there.")
            ),
        ] = "",
    ) -> None:
        raise typer.Exit(asyncio.run(_verify(_of(read(), tenant), _tip(known, words), words)))

    app.add_typer(group, name="audit", help=say("The audit trail."))


def _of(source: Source, tenant: str) -> Source:
    return replace(source, tenant_id=TenantId(tenant.strip().lower())) if tenant else source


def _tip(written: str, words: Words) -> Tip | None:
    if not written:
        return None
    position, _, sha256 = written.strip().partition(":")
    if not position.isdigit() or len(sha256) != len(BEFORE_THE_FIRST):
        raise refusal(
            words.say("{value} is not a link. Write the number, a colon and all 64 digits.", value=written)
        )
    return Tip(position=int(position), sha256=sha256.lower())


async def _verify(source: Source, known: Tip | None, words: Words) -> int:
    async with opened(source, words) as database:
        if source.tenant_id not in await database.tenants():
            raise refusal(words.say("There is nothing about tenant {tenant} here.", tenant=source.tenant_id))
        found = await audit_verification.verify(database, source.tenant_id, known)
    if isinstance(found, Broken):
        typer.echo(broken(found, words), err=True)
        return BROKEN
    typer.echo(
        words.count(
            "The audit trail is whole: {n} link.", "The audit trail is whole: {n} links.", found.position
        )
    )
    typer.echo(words.say("Last link: {tip}. Keep it somewhere else, and give it with --known.", tip=found))
    return 0


def broken(found: Broken, words: Words) -> str:
    """The first place that does not hold, as a sentence."""
    place, event = words.number(found.position), found.event_id
    sentences = {
        Break.LINK_MISSING: words.say("Link {n} is missing: somebody has removed it.", n=place),
        Break.EVENT_MISSING: words.say(
            "Event {event} is missing: somebody has removed it (link {n}).", event=event, n=place
        ),
        Break.CHANGED: words.say(
            "Event {event} or its link {n} is not as it was written: somebody has changed it.",
            event=event,
            n=place,
        ),
        Break.BACKDATED: words.say(
            "Event {event} (link {n}) is dated long before others that came earlier: it was slipped in.",
            event=event,
            n=place,
        ),
        Break.NOT_IN_CHAIN: words.say(
            "Event {event} has no link, though later ones have: it was slipped in.", event=event
        ),
        Break.CHECKPOINT: words.say(
            "Old events were removed up to link {n}, and no event tells of it: it was not the retention.",
            n=place,
        ),
        Break.TIP_UNKNOWN: words.say(
            "The trail does not contain link {n} as it was written down: it was cut off or written anew.",
            n=place,
        ),
    }
    advice = words.say("Everything before it holds. Compare with a backup.")
    return f"{sentences[found.kind]} {advice}"
