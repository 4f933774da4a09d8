"""A folder that is there with everything in it, or not at all."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files in a new folder; raises `OSError` when it is there already or cannot be made."""
    if folder.exists() or folder.is_symlink():
        raise FileExistsError(folder)
    unfinished = folder.with_name(f".{folder.name}.{os.getpid()}.unfinished")
    try:
        for path, content in files.items():
            place = unfinished / path
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        # An empty folder that somebody has made meanwhile is taken; one with something in it is not.
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
