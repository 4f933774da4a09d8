"""Makes each peer an environment of its own, from its pinned requirements, and keeps it for the next time."""

import hashlib
import subprocess
import sys
from pathlib import Path

from bench.processes import CACHE, ROOT

UV = ROOT / ".tools" / "bin" / "uv"
BARE = "bare"
NEW_ENOUGH = ".requirements"
TITLES = {
    BARE: "bare aiohttp",
    "botbuilder": "botbuilder 4.17.1",
    "agents": "Agents SDK 1.9",
    "teams": "Teams SDK 2.1",
}
ALL = tuple(TITLES)


def python_of(peer: str) -> str:
    """The Python that runs a peer's scripts."""
    if peer == BARE:
        return sys.executable
    return made(peer, TITLES[peer], Path(__file__).parent / "peers" / peer / "requirements.txt")


def made(name: str, title: str, requirements: Path) -> str:
    """The Python of an environment that has what is required; made anew when it is out of date."""
    folder = CACHE / name
    mark, wanted = folder / NEW_ENOUGH, hashlib.sha256(requirements.read_bytes()).hexdigest()
    python = folder / "bin" / "python"
    if not (mark.is_file() and mark.read_text() == wanted):
        print(f"Setting up {title} in {folder.relative_to(ROOT)} …", file=sys.stderr)
        _uv("venv", "--quiet", "--clear", "--python", sys.executable, str(folder))
        _uv("pip", "install", "--quiet", "--system-certs", "--python", str(python), "-r", str(requirements))
        mark.write_text(wanted)
    return str(python)


def _uv(*arguments: str) -> None:
    if subprocess.run([str(UV), *arguments], cwd=ROOT, check=False).returncode:
        sys.exit(f"uv {arguments[0]} did not work. `make bench` installs uv; is the index within reach?")
