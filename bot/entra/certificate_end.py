"""When the bot's certificate ends, which nobody thinks of until it has."""

from bot.entra.certificates import CertificateError, read
from bot.entra.credentials import Certificate
from bot.entra.settings import IdentitySettings
from bot.rereading import Mark, mark_of


class CertificateEnd:
    """Asked at any time; the file is opened again only when it has been exchanged."""

    def __init__(self, settings: IdentitySettings) -> None:
        self._settings = settings
        self._mark: Mark | None = None
        self._ends = 0.0

    def __call__(self) -> float:
        """The Unix time; the last one that was known while the file cannot be read, 0 where none was."""
        credential = self._settings.fresh().credential
        if isinstance(credential, Certificate) and (mark := mark_of(credential.file)) != self._mark:
            try:
                self._ends = read(credential).ends_at.timestamp()
            except CertificateError:
                return self._ends
            self._mark = mark
        return self._ends
