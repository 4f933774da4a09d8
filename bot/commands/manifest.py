"""`lageskoll manifest build`: writes the app package that is uploaded to Teams."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from cards.words import Words
from manifest.details import Detail, DetailError, checked
from manifest.package import build

REFUSED = 1


def register(app: typer.Typer, words: Words) -> None:
    """Add `manifest build` to the command line, with every text in the words' language."""
    group = typer.Typer(no_args_is_help=True)
    group.command("build", help=words.say("Build the app package that puts the bot into Teams."))(
        _build_command(words)
    )
    app.add_typer(group, name="manifest", help=words.say("The app package for Teams."))


def _build_command(words: Words) -> Callable[..., None]:
    def command(
        *,
        app_id: Annotated[str, typer.Option(help=words.say("The bot's Microsoft App ID, a GUID."))],
        domain: Annotated[str, typer.Option(help=words.say("The public host name where the bot answers."))],
        version: Annotated[
            str, typer.Option(help=words.say("The package's version. Raise it for every new upload."))
        ] = "1.1.0",
        developer: Annotated[
            str, typer.Option(help=words.say("Who stands behind the app, such as the municipality."))
        ] = "Lägeskoll",
        website: Annotated[
            str, typer.Option(help=words.say("A page about the app; otherwise /about on the domain."))
        ] = "",
        privacy: Annotated[
            str, typer.Option(help=words.say("A page on personal data; otherwise /privacy on the domain."))
        ] = "",
        terms: Annotated[
            str, typer.Option(help=words.say("A page with terms of use; otherwise /terms on the domain."))
        ] = "",
        public_url: Annotated[
            str,
            typer.Option(
                envvar="LAGESKOLL_PUBLIC_URL",
                help=words.say("Where the pages are; with it the package has a tab. Otherwise it has none."),
            ),
        ] = "",
        output: Annotated[Path, typer.Option(help=words.say("The file to write."))] = Path("lageskoll.zip"),
    ) -> None:
        asked = {"app_id": app_id, "domain": domain, "version": version, "developer": developer}
        pages = {"website": website, "privacy": privacy, "terms": terms}
        _write(output, _package({**asked, **pages, "public_url": public_url}, words), words)

    return command


def _package(given: dict[str, str], words: Words) -> bytes:
    try:
        return build(checked(**given))
    except DetailError as error:
        raise _refusal(explained(error, words)) from None


def explained(error: DetailError, words: Words) -> str:
    """Why a detail was refused and what to give instead."""
    match error.detail:
        case Detail.APP_ID:
            return words.say(
                "“{value}” is not an app id. Copy Microsoft App ID from the bot's page in the Azure portal.",
                value=error.value,
            )
        case Detail.DOMAIN:
            return words.say(
                "“{value}” is not a host name. Give the name alone, such as bot.kommun.se.", value=error.value
            )
        case Detail.VERSION:
            return words.say(
                "“{value}” is not a version. Give three numbers, such as 1.2.0.", value=error.value
            )
        case Detail.DEVELOPER:
            return words.say(
                "“{value}” cannot be the developer's name. Give 1 to 32 characters.", value=error.value
            )
        case Detail.PUBLIC_URL:
            return words.say(
                "“{value}” cannot be where the pages are. "
                "Write https:// and the host name, and nothing more.",
                value=error.value,
            )
        case Detail.ADDRESS:
            return words.say(
                "“{value}” is not a web address. It must begin with https://.", value=error.value
            )


def _write(output: Path, package: bytes, words: Words) -> None:
    try:
        output.write_bytes(package)
    except OSError as error:
        reason = error.strerror or str(error)
        sentence = words.say(
            "{path} could not be written ({reason}). Choose another file with --output.",
            path=output,
            reason=reason,
        )
        raise _refusal(sentence) from None
    typer.echo(
        words.say("{path} is ready. Upload it in the Teams admin center under Manage apps.", path=output)
    )


def _refusal(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(REFUSED)
