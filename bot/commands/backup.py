"""`lageskoll backup` and `lageskoll restore`: a copy of the database, and putting it back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import system_clock
from bot.commands.source import refusal
from bot.settings import read_settings
from cards.words import Words
from storage.backup import making, restoring
from storage.backup.errors import BackupError, Obstacle
from storage.backup.restoring import Restored
from storage.database_url import place_of, without_password


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Which database, and when."""

    database_url: str
    at: datetime


def from_settings() -> Where:
    """What the settings say."""
    return Where(database_url=read_settings().database_url.get_secret_value(), at=system_clock())


def register(app: typer.Typer, words: Words, where: Callable[[], Where] | None = None) -> None:
    """Add `backup` and `restore` to the command line; `where` replaces the settings."""
    say, read = words.say, where or from_settings

    def backup(
        file: Annotated[
            Path,
            typer.Argument(
                metavar=say("FILE"), help=say("The copy; it is packed if the name ends with .gz.")
            ),
        ],
        *,
        force: Annotated[bool, typer.Option("--force", help=say("Replace the file if it is there."))] = False,
    ) -> None:
        _backup(read(), file, words, force=force)

    def restore(
        file: Annotated[
            Path, typer.Argument(metavar=say("FILE"), help=say("A copy that “backup” has made."))
        ],
        *,
        replace: Annotated[
            bool,
            typer.Option(
                "--replace", help=say("Take the place of a database that is there; it is kept beside.")
            ),
        ] = False,
    ) -> None:
        _restore(read(), file, words, replace=replace)

    app.command("backup", help=say("Copy the database while the service runs, and verify the copy."))(backup)
    app.command("restore", help=say("Put a copy back, when the service is stopped."))(restore)


def _backup(where: Where, file: Path, words: Words, *, force: bool) -> None:
    database = _sqlite(where, words.say("Copy a PostgreSQL database with PostgreSQL's own program:"), DUMP)
    if not database.is_file():
        raise refusal(words.say("There is no database yet. Run “lageskoll serve”; it makes one."))
    try:
        found = making.make(database, file, force=force)
    except BackupError as error:
        raise refusal(obstacle(error, words)) from None
    except OSError as error:
        raise refusal(_not_written(file, error, words)) from None
    typer.echo(words.say("{file} is made and verified.", file=file))
    typer.echo(words.count("{n} row in it.", "{n} rows in it.", sum(found.rows.values())))


def _restore(where: Where, file: Path, words: Words, *, replace: bool) -> None:
    database = _sqlite(
        where, words.say("Put a PostgreSQL database back with PostgreSQL's own program:"), LOAD
    )
    if not file.is_file():
        raise refusal(
            words.say("{file} could not be read: {reason}", file=file, reason=words.say("it is not there"))
        )
    try:
        done = restoring.restore(file, database, where.at, replace=replace)
    except BackupError as error:
        raise refusal(obstacle(error, words)) from None
    except OSError as error:
        raise refusal(_not_written(database, error, words)) from None
    for sentence in _told(done, database, words):
        typer.echo(sentence)


def _told(done: Restored, database: Path, words: Words) -> list[str]:
    found = [words.say("{file} is as it was when the copy was made.", file=database)]
    if done.aside is not None:
        found.append(words.say("The database before it lies in {file}.", file=done.aside))
    if done.carried_over is not None:
        found.append(
            words.count(
                "{n} message that was sent since then is noted, and is not sent again.",
                "{n} messages that were sent since then are noted, and are not sent again.",
                done.carried_over.messages,
            )
        )
        if done.carried_over.answers_left:
            found.append(
                words.count(
                    "{n} answer that was given since then is not in it. Ask for it again.",
                    "{n} answers that were given since then are not in it. Ask for them again.",
                    done.carried_over.answers_left,
                )
            )
    else:
        found.append(
            words.say(
                "Messages that were sent after the copy was made may be sent again. To prevent it, call back "
                "what waits under “Utskick” before you let people in."
            )
        )
    return [*found, words.say("Run “lageskoll doctor”, then start the service.")]


DUMP = "pg_dump --format=custom --file=lageskoll.dump {database}"
LOAD = "pg_restore --clean --if-exists --no-owner --dbname={database} lageskoll.dump"


def _sqlite(where: Where, instead: str, command: str) -> Path:
    """Where the SQLite database is; for PostgreSQL a refusal that says what to run."""
    path = place_of(where.database_url)
    if path is None:
        raise refusal(f"{instead}\n  {command.format(database=without_password(where.database_url))}")
    return path


def _not_written(file: Path, error: OSError, words: Words) -> str:
    return words.say("{file} could not be written: {reason}", file=file, reason=error.strerror or "")


def obstacle(error: BackupError, words: Words) -> str:
    """Why it could not be done, and what to do."""
    say, details = words.say, error.details
    sentences = {
        Obstacle.NOT_A_COPY: say("That file is no copy of a Lägeskoll database. Nothing was changed."),
        Obstacle.DAMAGED: say("The file is damaged: {details}. Take another copy.", details=details),
        Obstacle.REFERENCES: say(
            "Rows in it refer to rows that are not there ({details}). Take another copy.", details=details
        ),
        Obstacle.NEWER: say("The copy was made by a newer version of Lägeskoll. Use that version."),
        Obstacle.AUDIT_TRAIL: say(
            "The audit trail in it is broken ({details}). Take another copy.", details=details
        ),
        Obstacle.DIFFERS: say(
            "What was read back was not what was copied. Is the disk all right? Try again."
        ),
        Obstacle.IN_USE: say("The service has the database open. Stop it first."),
        Obstacle.EXISTS: say(
            "{file} is there already. Choose another name, or say that it is to be replaced.", file=details
        ),
    }
    return sentences[error.obstacle]
