"""What can be wrong with the settings, each with which variables to mend."""

from dataclasses import dataclass
from enum import StrEnum

from domain.errors import LageskollError

PREFIX = "LAGESKOLL_"


class ProblemKind(StrEnum):
    """What is wrong with a setting."""

    MISSING = "missing"
    NO_CREDENTIAL = "no_credential"
    SEVERAL_CREDENTIALS = "several_credentials"
    NOT_LOOPBACK = "not_loopback"
    NOT_AN_ID = "not_an_id"
    NOT_SECURE = "not_secure"
    FILE_NOT_FOUND = "file_not_found"
    UNKNOWN_DATABASE = "unknown_database"
    TOO_SHORT = "too_short"
    NOT_BARE = "not_bare"
    NOT_INSTALLED = "not_installed"
    NOT_ENCRYPTED = "not_encrypted"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_READABLE = "not_readable"
    NO_PRIVATE_KEY = "no_private_key"
    NO_CERTIFICATE = "no_certificate"
    NOT_RSA = "not_rsa"
    ENDED = "ended"
    ONLY_ONE = "only_one"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to mend. `value` is what was set, where showing it gives no secret away."""

    kind: ProblemKind
    variables: tuple[str, ...]
    value: str = ""


ENGLISH = {
    ProblemKind.MISSING: "{names} is missing",
    ProblemKind.NO_CREDENTIAL: "a credential is missing: set one of {names}",
    ProblemKind.SEVERAL_CREDENTIALS: "set only one credential, not {names}",
    ProblemKind.NOT_LOOPBACK: (
        "{names} is {value}, but the development profile checks no tokens and may only listen on"
        " 127.0.0.1, ::1 or localhost"
    ),
    ProblemKind.NOT_AN_ID: "{names} is {value}, but an id looks like 01234567-89ab-cdef-0123-456789abcdef",
    ProblemKind.NOT_SECURE: "{names} is {value}, but it must start with https://",
    ProblemKind.FILE_NOT_FOUND: "{names} points to {value}, where there is no file",
    ProblemKind.UNKNOWN_DATABASE: ("{names} must begin with sqlite+aiosqlite:/// or postgresql+psycopg://"),
    ProblemKind.TOO_SHORT: "{names} must have at least {value} characters",
    ProblemKind.NOT_BARE: "{names} is {value}, but must be https:// and a host name and nothing more",
    ProblemKind.NOT_INSTALLED: "{names} needs packages that are not here: install {value}",
    ProblemKind.NOT_ENCRYPTED: "{names} may be none for a server on this machine alone, not for {value}",
    ProblemKind.NOT_AN_ADDRESS: "{names} is {value}, which is no e-mail address",
    ProblemKind.NOT_READABLE: "{names} points to {value}, which may not be read",
    ProblemKind.NO_PRIVATE_KEY: "{names} points to {value}, where no private key can be opened",
    ProblemKind.NO_CERTIFICATE: "{names} points to {value}, where no certificate belongs to the private key",
    ProblemKind.NOT_RSA: "{names} points to {value}, whose key is not RSA, and Entra takes no other",
    ProblemKind.ENDED: "{names} points to a certificate that ended on {value}",
    ProblemKind.ONLY_ONE: (
        "{names} is {value}, but the development profile, and Windows, have one process and no more"
    ),
    ProblemKind.INVALID: "{names} has a value that cannot be used",
}


class SettingsError(LageskollError):
    """The settings are not fit to start with; the problems say which ones to mend."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        sentences = [
            ENGLISH[problem.kind].format(names=", ".join(problem.variables), value=problem.value)
            for problem in problems
        ]
        super().__init__("; ".join(sentences))


def problem(kind: ProblemKind, *names: str, value: str = "") -> Problem:
    """A problem with the settings of these names, which are written as they are in `Settings`."""
    return Problem(kind=kind, variables=tuple(PREFIX + name.upper() for name in names), value=value)
