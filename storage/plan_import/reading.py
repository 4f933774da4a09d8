"""Reads a plan file, workbook or YAML, and refuses early what could not be one."""

from pathlib import Path, PurePath

from domain.plan_file.entries import PlanFile
from domain.plan_file.parsing import parse
from domain.plan_file.problems import FileFault, FileRefusedError
from storage.plan_import.workbook import read_workbook
from storage.plan_import.yaml_text import read_yaml

LARGEST_FILE = 10 * 1024 * 1024
WORKBOOK_EXTENSIONS = frozenset({".xlsx"})
YAML_EXTENSIONS = frozenset({".yaml", ".yml"})


def read_plan_file(path: Path) -> PlanFile:
    """The file's entries and the problems found in its cells.

    Raises `FileRefusedError` when it cannot be read at all. A file over 10 MB is refused unread.
    """
    if not path.is_file():
        raise FileRefusedError(FileFault.NOT_FOUND, path.name)
    allowed_name(path.name)
    return read_content(path.name, _content(path))


def read_content(name: str, content: bytes) -> PlanFile:
    """The same for a file that is not on disk; its name says what it is.

    Raises `FileRefusedError` when it cannot be read at all.
    """
    extension = allowed_name(name)
    if not content:
        raise FileRefusedError(FileFault.EMPTY)
    if len(content) > LARGEST_FILE:
        raise FileRefusedError(FileFault.TOO_LARGE, str(len(content)))
    return parse(read_yaml(content) if extension in YAML_EXTENSIONS else read_workbook(content))


def allowed_name(name: str) -> str:
    """The name's ending in lower case; raises `FileRefusedError` when no plan file ends so."""
    extension = PurePath(name).suffix.lower()
    if extension not in WORKBOOK_EXTENSIONS | YAML_EXTENSIONS:
        raise FileRefusedError(FileFault.WRONG_EXTENSION, extension)
    return extension


def _content(path: Path) -> bytes:
    size = path.stat().st_size
    if size == 0:
        raise FileRefusedError(FileFault.EMPTY)
    if size > LARGEST_FILE:
        raise FileRefusedError(FileFault.TOO_LARGE, str(size))
    with path.open("rb") as file:
        return file.read(LARGEST_FILE)
