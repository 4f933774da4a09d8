"""Secrets are read again when their files have changed, so that one is exchanged without a restart."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Self, get_args

from pydantic import PrivateAttr, SecretStr
from pydantic_settings import BaseSettings

from bot.secret_files import files_of
from bot.setting_problems import PREFIX, SettingsError

logger = logging.getLogger(__name__)

Values = Mapping[str, object]
NOTHING: Values = MappingProxyType({})
Mark = tuple[str, int, int, int]
Marks = tuple[Mark, ...]


class Sources:
    """Where settings were read from. `places` are the files, and folders of files, that may change.

    `read` reads everything anew, just as a restart would. `unfit` names the variables that could not be
    served with. Only secrets are taken from what was read, and only those that are fit: a file that is gone,
    empty or too short for a moment leaves the secret as it was.
    """

    def __init__(
        self,
        places: Sequence[Path],
        read: Callable[[], BaseSettings],
        unfit: Callable[[BaseSettings], Iterable[str]],
    ) -> None:
        self._places = [place.absolute() for place in places]
        self._read = read
        self._unfit = unfit
        self._marks = _marks(self._places)
        self._changed = NOTHING

    def changed(self, settings: BaseSettings) -> Values:
        """The secrets that are others now than in `settings`, which are as when the process began.

        As long as no file has changed this looks at nothing but that, so ask as often as you like.
        """
        # Before they are read: what changes meanwhile is then seen the next time.
        marks = _marks(self._places)
        if marks != self._marks:
            self._changed = self._read_again(settings)
            self._marks = marks
        return self._changed

    def _read_again(self, settings: BaseSettings) -> Values:
        try:
            now = self._read()
        except (SettingsError, OSError) as error:
            logger.warning("The settings cannot be read, so every secret goes on as it was: %s", error)
            return self._changed
        before = settings.model_copy(update=self._changed)
        new = {name: getattr(now, name) for name in _secrets_in(settings)}
        new = {name: value for name, value in new.items() if value != getattr(before, name)}
        unfit = set(self._unfit(before.model_copy(update=new)))
        refused = {name for name in new if PREFIX + name.upper() in unfit}
        for name in sorted(refused):
            logger.warning("%s cannot be used as it is now; the one before goes on", PREFIX + name.upper())
        for name in sorted(new.keys() - refused):
            logger.info("%s was exchanged", PREFIX + name.upper())
        return {**self._changed, **{name: value for name, value in new.items() if name not in refused}}


class Rereadable(BaseSettings):
    """Settings whose secrets may be exchanged while the process runs."""

    _sources: Sources | None = PrivateAttr(default=None)

    def fresh(self) -> Self:
        """The same settings with the secrets that are good now; all else stays as it was read first."""
        changed = NOTHING if self._sources is None else self._sources.changed(self)
        return self.model_copy(update=dict(changed)) if changed else self

    def come_from(self, sources: Sources) -> None:
        """Say where they were read, so that they can be read there again."""
        self._sources = sources


def _secrets_in(settings: BaseSettings) -> Iterable[str]:
    for name, field in type(settings).model_fields.items():
        if SecretStr in (field.annotation, *get_args(field.annotation)):
            yield name


def _marks(places: Iterable[Path]) -> Marks:
    """What tells whether any of the files is another than it was, also where a link leads elsewhere now."""
    return tuple(mark_of(file) for place in places for file in files_of(place))


def mark_of(file: Path) -> Mark:
    """Which file it is, and as of when; the same for as long as nobody has changed it."""
    try:
        found = file.stat()
    except OSError:
        return (str(file), 0, 0, 0)
    return (str(file), found.st_ino, found.st_mtime_ns, found.st_size)
