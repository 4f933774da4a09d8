"""Where the secrets lie, one file for each: `lageskoll_app_secret` and so on."""

from collections.abc import Container, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.setting_problems import PREFIX, Problem, ProblemKind, SettingsError, problem

# Where containers get theirs. Kubernetes wants another place, since it puts files of its own in this one.
SECRET_FILES = Path("/run/secrets")


class SecretFileSettings(BaseSettings):
    """Which folder the secrets lie in, where it is another than usual. Read before everything else."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    secrets_folder: Path | None = None


def secret_files(named: Path | None, usual: Path = SECRET_FILES) -> Path | None:
    """The folder of secrets, if there is one; raises `SettingsError` where one is named that is not there."""
    if named is not None and not named.is_dir():
        raise SettingsError((problem(ProblemKind.FILE_NOT_FOUND, "secrets_folder", value=str(named)),))
    folder = named or usual
    return folder if folder.is_dir() else None


def unreadable(places: Iterable[Path | None], names: Container[str]) -> SettingsError:
    """Which of the files, or of those in the folders, is no text that we may read; never its content."""
    for place in filter(None, places):
        for file in files_of(place):
            name = file.name.lower().removeprefix(PREFIX.lower())
            # Others may lie there too: a certificate as Windows has it is no text, and need not be.
            if (file == place or name in names) and not _is_text(file):
                called = file.name if file == place else file.name.upper()
                return SettingsError((_not_readable(called, file),))
    # It can be read by now: whoever tries again gets it.
    return SettingsError((problem(ProblemKind.NOT_READABLE, "secrets_folder"),))


def _not_readable(called: str, file: Path) -> Problem:
    return Problem(kind=ProblemKind.NOT_READABLE, variables=(called,), value=str(file))


def _is_text(file: Path) -> bool:
    try:
        file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return True
    except (OSError, UnicodeDecodeError):
        return False
    return True


def files_of(place: Path) -> Sequence[Path]:
    """The files in a folder that hold a secret or another setting; of what is no folder, that itself."""
    with suppress(OSError):
        return sorted(each for each in place.iterdir() if each.name.lower().startswith(PREFIX.lower()))
    return [place]
