"""Looks for what our readers trip over, following which of our lines are reached.

`python -m bench.fuzz --help` tells what can be chosen. What reached most is kept in `.cache/bench/fuzz` and
gone on from; each find is a file there, with what it tripped over beside it.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bench import environments, tables
from bench.fuzzing.targets import TARGETS
from bench.processes import CACHE, ROOT

HOME = CACHE / "fuzz"
REQUIREMENTS = Path(__file__).parent / "fuzzing" / "requirements.txt"
LONGEST_INPUT = 20_000
# One input that takes longer, or more memory, is a find of libFuzzer's own.
SLOWEST_SECONDS, MOST_MEMORY_MB = 10, 1024
DONE = re.compile(r"#(\d+)\s+DONE\s+cov: (\d+)")


class NotRunError(Exception):
    """A target did not come to its end; what it said is above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunt:
    """What came of one target: how often it was run, how much of us was reached, and what was found."""

    name: str
    runs: int
    reached: int
    finds: tuple[Path, ...]


def main(
    *,
    seconds: Annotated[int, typer.Option(help="How long each target is tried.")] = 60,
    targets: Annotated[str, typer.Option(help="Which ones, with commas between.")] = ",".join(TARGETS),
) -> None:
    """Try each target for a while; fails when something was found."""
    hunts = [hunted(name, seconds) for name in targets.split(",") if name]
    rows = [(hunt.name, tables.number(hunt.runs), str(hunt.reached), str(len(hunt.finds))) for hunt in hunts]
    tables.show(
        f"{seconds} s for each\n{tables.machine()}",
        ("what is read", "runs", "branches reached", "finds"),
        rows,
    )
    for hunt in hunts:
        for find in hunt.finds:
            print(find.relative_to(ROOT))
    if any(hunt.finds for hunt in hunts):
        sys.exit("Each find gets a failing test first, and is mended then.")


def hunted(name: str, seconds: int) -> Hunt:
    """Try one target; raises `NotRunError`."""
    folder = HOME / name.replace(" ", "-")
    corpus, finds = folder / "corpus", folder / "finds"
    corpus.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(finds, ignore_errors=True)
    finds.mkdir()
    for number, seed in enumerate(TARGETS[name].seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    words = folder / "words.dict"
    words.write_text("".join(f'"{word}"\n' for word in _words(TARGETS[name].seeds)), encoding="ascii")
    arguments = (
        *(f"-max_total_time={seconds}", f"-max_len={LONGEST_INPUT}", f"-timeout={SLOWEST_SECONDS}"),
        *(f"-rss_limit_mb={MOST_MEMORY_MB}", f"-dict={words}", f"-artifact_prefix={finds}/", str(corpus)),
    )
    said = _under_atheris(name, finds, arguments)
    done = DONE.search(said)
    found = tuple(sorted(each for each in finds.iterdir() if each.suffix != ".txt"))
    if done is None and not found:
        sys.stderr.write(said[-2000:])
        raise NotRunError(name)
    runs, reached = (int(done[1]), int(done[2])) if done else (0, 0)
    return Hunt(name=name, runs=runs, reached=reached, finds=found)


def _under_atheris(name: str, finds: Path, arguments: tuple[str, ...]) -> str:
    python = environments.made("fuzz-environment", "atheris", REQUIREMENTS)
    # Atheris has an environment of its own; what it follows is what we run, from ours.
    path = os.pathsep.join((str(ROOT), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
    ran = subprocess.run(
        [python, "-m", "bench.fuzzing.under_atheris", name, str(finds), *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    return ran.stderr


def _words(seeds: tuple[bytes, ...]) -> list[str]:
    """What is put into other places whole: the words of the seeds, as libFuzzer writes them."""
    found = {word for seed in seeds for word in re.findall(rb"[\w.:/-]{3,40}", seed)}
    return sorted(word.decode() for word in found)[:500]


if __name__ == "__main__":
    tables.command(main)
