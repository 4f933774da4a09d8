"""Sets up `.venv` from the committed lock, with nothing but a Python to begin with."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
TOOLS = Path(".tools")
OLDEST_NODE = 18


def main() -> None:
    """Install uv beside the project if the machine has none, then everything that the lock names."""
    if sys.version_info < OLDEST:
        sys.exit(
            f"Lägeskoll needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}. "
            "Say which one to use: make PYTHON=python3.12 demo"
        )
    # The system's certificates: many municipalities look into TLS with one of their own.
    sync = ["sync", "--frozen", "--system-certs", "--python", sys.executable]
    command = [uv(sys.argv[1]), *sync, *node_group()]
    print("Setting up .venv (the first time takes a minute or two) …", flush=True)
    run([*command, "--quiet"], "The packages could not be installed. Is the package index within reach?")


def uv(version: str) -> str:
    """The path of uv: one of our own in `.tools`, so that everybody installs with the same."""
    own = TOOLS / "bin" / "uv"
    if not own.exists():
        print(f"Fetching uv {version} into {TOOLS} …", flush=True)
        run(
            [sys.executable, "-m", "venv", "--clear", str(TOOLS)],
            "Python's venv module is missing. On Debian and Ubuntu: sudo apt install python3-venv",
        )
        pip = [
            str(TOOLS / "bin" / "python"),
            "-m",
            "pip",
            "--disable-pip-version-check",
            "--quiet",
            "install",
        ]
        run([*pip, f"uv=={version}"], "uv could not be installed. Is the package index within reach?")
    return str(own)


def node_group() -> list[str]:
    """Node for the demo's windows and the browser tests: from a wheel where the system has none."""
    return [] if has_node() else ["--group", "node"]


def has_node() -> bool:
    """Whether the system has npm and a Node that is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return False
    printed = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = printed.lstrip("v").split(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def run(command: list[str], remedy: str) -> None:
    """Run a command; say what to do when it fails."""
    # Whatever virtual environment we were started from is not the one to install into.
    environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    if subprocess.run(command, env=environment, check=False).returncode:
        sys.exit(remedy)


if __name__ == "__main__":
    main()
