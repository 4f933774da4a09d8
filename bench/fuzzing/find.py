"""What a target tripped over: one file for each place and kind of error, with the bytes that did it."""

import hashlib
import traceback
from pathlib import Path


class Finds:
    """Keeps the shortest input for each error that is not one of the target's own refusals."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shortest: dict[str, int] = {}

    def note(self, error: Exception, content: bytes) -> None:
        """Keep it, unless a shorter one did the same."""
        where = "".join(
            f"{frame.filename}:{frame.lineno}\n" for frame in traceback.extract_tb(error.__traceback__)
        )
        name = f"{type(error).__name__}-{hashlib.sha256(where.encode()).hexdigest()[:12]}"
        if len(content) >= self._shortest.get(name, len(content) + 1):
            return
        self._shortest[name] = len(content)
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / name).write_bytes(content)
        told = "".join(traceback.format_exception(error))
        (self._folder / f"{name}.txt").write_text(told, encoding="utf-8", errors="backslashreplace")
