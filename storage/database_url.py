"""What the URL of a database says: which kind it is, where it lies, and its password; nothing is opened."""

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

DRIVERS = frozenset({"sqlite+aiosqlite", "postgresql+psycopg"})


def is_usable(url: str) -> bool:
    """Whether the URL names a database that we know how to speak to."""
    try:
        return make_url(url).drivername in DRIVERS
    except ArgumentError:
        return False


def place_of(url: str) -> Path | None:
    """The SQLite file that the URL names, empty where it is in memory; None for PostgreSQL."""
    parsed = make_url(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


def file_of(url: str) -> Path | None:
    """The file that a database lies in; None when it is not in one of our own, or the URL is none."""
    place = place_of(url) if is_usable(url) else None
    return None if place == Path() else place


def is_made(url: str) -> bool:
    """Whether there is a database to open; a SQLite file that is not there would be made by looking."""
    place = place_of(url)
    return place is None or place.is_file()


def with_password(url: str, password: str) -> str:
    """The URL of a server with this password in it, whatever characters it has; a file's URL as it is."""
    if place_of(url) is not None:
        return url
    return make_url(url).set(password=password).render_as_string(hide_password=False)


def password_in(url: str) -> str | None:
    """The password that stands in the URL; None where there is none, or nothing that is a URL."""
    return str(make_url(url).password) if is_usable(url) and make_url(url).password else None


def without_password(url: str) -> str:
    """The PostgreSQL address as PostgreSQL's own programs take it, without its secret."""
    return make_url(url)._replace(drivername="postgresql", password=None).render_as_string()
