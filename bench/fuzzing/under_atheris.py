"""Runs one target under atheris, which changes what is read so that more and more of our lines are reached.

Run as `python -m bench.fuzzing.under_atheris TARGET FINDS ARGUMENTS …`; the arguments are libFuzzer's.
"""

import sys
from pathlib import Path

import atheris

from bench.fuzzing.find import Finds

OURS = ["bot", "cards", "dialogs", "domain", "reports", "storage"]


def main(name: str, folder: Path, arguments: list[str]) -> None:
    """Run until libFuzzer has had the time that it was given; it ends the process."""
    with atheris.instrument_imports(include=OURS, enable_loader_override=False):
        from bench.fuzzing.targets import TARGETS  # noqa: PLC0415 - what is imported here is followed
    target, finds = TARGETS[name], Finds(folder)

    def read(content: bytes) -> None:
        try:
            target.read(content)
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            finds.note(error, content)

    atheris.Setup([sys.argv[0], *arguments], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
