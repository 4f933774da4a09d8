"""Runs every test, and sees to it first that there is a browser to run the browser tests in."""

import os
import shutil
import subprocess
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """Run pytest with the arguments given; returns its exit status."""
    if not has_browser():
        install_browser()
    return subprocess.run(
        [sys.executable, "-m", "pytest", *(sys.argv[1:] or default_arguments())], check=False
    ).returncode


def default_arguments() -> list[str]:
    """All tests, one more at a time than there are processors; a file's tests stay together.

    Many wait for a browser, a database or another process, and leave the processor to somebody else. They
    go in the order of their names, so that the browser's few but long ones do not come last.
    """
    return ["-n", str((os.cpu_count() or 1) + 1), "--dist", "loadfile", "--no-loadscope-reorder", "-q"]


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
