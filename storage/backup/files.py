"""Files that hold copies: packing and unpacking them, and putting them in place whole or not at all."""

import gzip
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.backup.errors import BackupError, Obstacle

PACKED = ".gz"
GZIP = b"\x1f\x8b"
ONLY_OURS = 0o600
# Little is gained by packing harder, and a nightly backup should not take the machine from people.
EFFORT = 6


@contextmanager
def workshop(beside: Path) -> Iterator[Path]:
    """A folder on the same disk that nobody else may look into; it is gone afterwards, whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix=f".{beside.name}.", suffix=".unfinished", dir=beside.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new(path: Path) -> Path:
    """An empty file that only its owner may read."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, ONLY_OURS))
    return path


def pack(source: Path, target: Path) -> None:
    """The same content, packed; the same bytes each time."""
    with (
        source.open("rb") as unpacked,
        new(target).open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=EFFORT, mtime=0) as packed,
    ):
        shutil.copyfileobj(unpacked, packed)


def unpack(source: Path, target: Path) -> None:
    """The content as it was before packing; a file that was never packed is copied."""
    with source.open("rb") as file:
        is_packed = file.read(len(GZIP)) == GZIP
    try:
        with (
            gzip.open(source) if is_packed else source.open("rb") as content,
            new(target).open("wb") as plain,
        ):
            shutil.copyfileobj(content, plain)
    except (EOFError, gzip.BadGzipFile, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise BackupError(Obstacle.NOT_A_COPY, source.name) from error


def belong_alike(path: Path, like: Path) -> None:
    """Let a file belong to whom the other belongs: a restore is often run by root, a service never."""
    there = like.stat()
    path.chmod(there.st_mode & 0o777)
    if (there.st_uid, there.st_gid) != (path.stat().st_uid, path.stat().st_gid):
        os.chown(path, there.st_uid, there.st_gid)


def to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put(finished: Path, target: Path, *, force: bool) -> None:
    """Give a finished file its name; raises `BackupError` when the name is taken, unless by `force`."""
    to_disk(finished)
    if force:
        finished.replace(target)
    else:
        try:
            # Unlike a renaming, this fails when somebody has made the file meanwhile.
            target.hardlink_to(finished)
        except FileExistsError:
            raise BackupError(Obstacle.EXISTS, str(target)) from None
    to_disk(target.parent)
