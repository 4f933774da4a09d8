"""Runs every test, and sees to it first that there is a browser to run the browser tests in."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - only a folder within it, of a name of its own, is written to
# Several times as much as all the tests have had there at once.
ROOM = 2 * 2**30


def main() -> int:
    """Run pytest with the arguments given, or every test; returns its exit status."""
    if not has_browser():
        install_browser()
    if sys.argv[1:]:
        return run(sys.argv[1:])
    with folder_in_memory() as folder:
        return run(default_arguments(), **({"TMPDIR": str(folder)} if folder else {}))


def run(arguments: list[str], **environment: str) -> int:
    """Run pytest; returns its exit status. At full size a test of faults takes longer than others may."""
    patience = ["-o", "faulthandler_timeout=3600"] if os.environ.get("LAGESKOLL_FAULTS") == "full" else []
    command = [sys.executable, "-m", "pytest", *patience, *arguments]
    return subprocess.run(command, env=os.environ | environment, check=False).returncode


@contextmanager
def folder_in_memory() -> Iterator[Path | None]:
    """A folder for temporary files that is not on a disk, where there is plenty of memory.

    Each of thousands of tests has a database of its own, and what is committed there waits for the disk as it
    does in the service. Whoever runs some tests only finds what they left behind in the usual place.
    """
    if not has_room(IN_MEMORY):
        yield None
        return
    with tempfile.TemporaryDirectory(
        prefix="lageskoll-", dir=IN_MEMORY, ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


def has_room(folder: Path) -> bool:
    """Whether so much can be written there, and what is written be run."""
    if not os.access(folder, os.W_OK):
        return False
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize >= ROOM and not found.f_flag & os.ST_NOEXEC


def default_arguments() -> list[str]:
    """All tests, one more at a time than there are processors; a file's tests stay together.

    Many wait for a browser, a database or another process, and leave the processor to somebody else. They
    go in the order of their names, so that the browser's few but long ones do not come last. What passes
    leaves no files, so that a folder in memory does not fill up. A process that a test took with it is not
    replaced, since the next would be given the same test.
    """
    at_a_time = str((os.cpu_count() or 1) + 1)
    order = ["--dist", "loadfile", "--no-loadscope-reorder", "--max-worker-restart", "0"]
    return ["-n", at_a_time, *order, "-o", "tmp_path_retention_policy=failed", "-q"]


def has_browser() -> bool:
    """Whether a Chromium is named or installed."""
    return bool(os.environ.get("LAGESKOLL_CHROMIUM")) or any(map(shutil.which, BROWSERS))


def install_browser() -> None:
    """Install one when we may: from Debian as root, else Playwright's own; the tests say if there is none."""
    print("There is no Chromium for the browser tests; trying to install one …", flush=True)
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        attempts = [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]]
    else:
        attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    for attempt in attempts:
        if subprocess.run(attempt, check=False).returncode:
            print("That did not work.", flush=True)
            return


if __name__ == "__main__":
    sys.exit(main())
