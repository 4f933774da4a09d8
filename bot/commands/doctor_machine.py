"""What `lageskoll doctor` asks the machine itself: time zones, fonts, room, a port for figures."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

from bot.commands.looked_at import Finding
from bot.settings import Settings
from cards.words import Words
from domain.calendar import WorkCalendar
from reports.pdf.glyphs import drawable
from storage.database_url import file_of

# A letter that only the fonts of the report are asked for.
PROBE = "Ω"
MEGABYTE = 1024 * 1024
# A round of a large municipality takes some ten megabytes; a full disk stops everything.
LEAST_FREE_MEGABYTES = 500


def examine(settings: Settings, words: Words) -> Iterator[Finding]:
    """Every finding about the machine."""
    yield _time_zone(words)
    yield _documents(words)
    if settings.metrics_port is not None:
        yield _port(settings.metrics_host, settings.metrics_port, words)
    file = file_of(settings.database_url.get_secret_value())
    if file is not None:
        yield disk(file, words)


def _time_zone(words: Words) -> Finding:
    subject = words.say("Time zone")
    try:
        zone = WorkCalendar().time_zone
    except (ZoneInfoNotFoundError, OSError) as error:
        remedy = words.say("Install the package tzdata again: times of day would be wrong.")
        return Finding(subject=subject, fact=str(error), remedy=remedy)
    return Finding(subject=subject, fact=zone.key)


def _documents(words: Words) -> Finding:
    subject = words.say("PDF and fonts")
    if drawable(PROBE) != PROBE:
        remedy = words.say("Install the package typst again: reports cannot be made as PDF.")
        return Finding(subject=subject, fact=words.say("typst does not work here"), remedy=remedy)
    return Finding(subject=subject, fact=words.say("all right"))


def _port(host: str, port: int, words: Words) -> Finding:
    """The port is free, or taken by the service itself, which is seen by what it answers."""
    subject, place = words.say("Port for figures"), f"{host}:{port}"
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, port))
    except OSError as error:
        if _is_ours(host, port):
            return Finding(subject=subject, fact=words.say("{place}, where Lägeskoll answers", place=place))
        remedy = words.say("Choose another LAGESKOLL_METRICS_PORT or LAGESKOLL_METRICS_HOST.")
        return Finding(subject=subject, fact=f"{place}: {error.strerror}", remedy=remedy)
    return Finding(subject=subject, fact=place)


def _is_ours(host: str, port: int) -> bool:
    request = b"GET /metrics HTTP/1.0\r\n\r\n"
    try:
        with socket.create_connection((host, port), timeout=10) as connection:
            connection.sendall(request)
            received = b""
            while len(received) < MEGABYTE and (part := connection.recv(65536)):
                received += part
    except OSError:
        return False
    return b"lageskoll_build_info" in received


def disk(file: Path, words: Words, least_megabytes: int = LEAST_FREE_MEGABYTES) -> Finding:
    """Whether there is room on the disk where the database's file lies, or is to lie."""
    subject, folder = words.say("Disk"), file.absolute().parent
    try:
        free = shutil.disk_usage(folder).free // MEGABYTE
    except OSError as error:
        remedy = words.say("Make the folder {folder}, and let the service write there.", folder=folder)
        return Finding(subject=subject, fact=str(error.strerror), remedy=remedy)
    fact = words.say("{free} MB free where the database lies", free=free)
    more = words.say("Make room in {folder}: nothing can be saved on a full disk.", folder=folder)
    return Finding(subject=subject, fact=fact, remedy="" if free >= least_megabytes else more)
