"""Opens an Excel package safely: how far it may unfold, and which formulas in it have failed."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.parsers import expat

from domain.damage import DAMAGE
from domain.plan_file.problems import FileFault, FileRefusedError

LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 1000
MOST_ROWS = 20_000
MOST_COLUMNS = 100
# Old .xls files and password-protected .xlsx files are both kept in this container.
COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
WORKBOOK_PART = "xl/workbook.xml"
RELATIONS_PART = "xl/_rels/workbook.xml.rels"
MACROS_PART = "vbaproject.bin"
LETTERS = 26

Position = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The unpacked parts, rewritten so that nothing can unfold further."""

    content: bytes
    parts: Mapping[str, bytes]

    def failed_formulas(self, title: str) -> dict[Position, str]:
        """Row and column (from 0) of each formula that failed, with its code; empty when not calculated."""
        part = self.parts.get(self._sheets().get(title, ""))
        return {} if part is None else _SheetScan().scan(part)

    def _sheets(self) -> dict[str, str]:
        relations = {
            attributes.get("Id", ""): normpath(join("xl", attributes.get("Target", ""))).lstrip("/")
            for name, attributes in _elements(self.parts[RELATIONS_PART])
            if name == "Relationship"
        }
        return {
            attributes.get("name", ""): relations.get(attributes.get("id", ""), "")
            for name, attributes in _elements(self.parts[WORKBOOK_PART])
            if name == "sheet"
        }


def open_package(content: bytes) -> Package:
    """Unpack within limits. Raises `FileRefusedError` when it is no workbook, locked, or unfolds too far."""
    if content.startswith(COMPOUND_FILE):
        raise FileRefusedError(FileFault.LOCKED)
    try:
        parts = _unpacked(content)
    except DAMAGE as error:
        raise FileRefusedError(FileFault.NOT_A_WORKBOOK) from error
    if not {WORKBOOK_PART, RELATIONS_PART} <= parts.keys():
        raise FileRefusedError(FileFault.NOT_A_WORKBOOK)
    return Package(content=_repacked(parts), parts=parts)


def _unpacked(content: bytes) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = LARGEST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        # Pictures are not read here, but whoever gives the workbook back unpacks all of it.
        if sum(info.file_size for info in package.infolist()) > LARGEST_UNPACKED:
            raise FileRefusedError(FileFault.TOO_LARGE_UNPACKED)
        if any(info.filename.lower().endswith(MACROS_PART) for info in package.infolist()):
            raise FileRefusedError(FileFault.MACROS)
        wanted = [info for info in package.infolist() if info.filename.endswith((".xml", ".rels"))]
        if len(wanted) > MOST_PARTS:
            raise FileRefusedError(FileFault.TOO_LARGE_UNPACKED)
        for info in wanted:
            # What the package says about its own size is not believed: reading stops at the limit.
            with package.open(info) as part:
                parts[info.filename] = part.read(left + 1)
            left -= len(parts[info.filename])
            if left < 0:
                raise FileRefusedError(FileFault.TOO_LARGE_UNPACKED)
            # Also in the parts that are not scanned below: whoever gives the workbook back reads them all.
            if b"<!DOCTYPE" in parts[info.filename]:
                raise FileRefusedError(FileFault.NOT_A_WORKBOOK)
    return parts


def _repacked(parts: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return content.getvalue()


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_declaration: object) -> None:
    # A workbook has none; one that does may define entities that unfold into gigabytes.
    raise FileRefusedError(FileFault.NOT_A_WORKBOOK)


def _parse(parser: expat.XMLParserType, part: bytes) -> None:
    try:
        parser.Parse(part, True)  # noqa: FBT003 - positional in expat
    except expat.ExpatError as error:
        raise FileRefusedError(FileFault.NOT_A_WORKBOOK) from error


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _elements(part: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((_local(name), {_local(key): value for key, value in attributes.items()}))

    parser = _parser()
    parser.StartElementHandler = start
    _parse(parser, part)
    yield from found


@dataclass(slots=True)
class _SheetScan:
    """Walks through one sheet's cells, wherever they say that they stand."""

    row: int = -1
    column: int = -1
    is_error: bool = False
    has_formula: bool = False
    has_value: bool = False
    in_value: bool = False
    code: str = ""
    failed: dict[Position, str] = field(default_factory=dict)

    def scan(self, part: bytes) -> dict[Position, str]:
        """The failed formulas; raises `FileRefusedError` when a filled cell stands too far out."""
        parser = _parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        _parse(parser, part)
        return self.failed

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match _local(name):
            case "row":
                self.row = int(attributes.get("r", self.row + 2)) - 1
                self.column = -1
            case "c":
                self.row, self.column = _position(attributes.get("r", ""), (self.row, self.column + 1))
                self.is_error = attributes.get("t") == "e"
                self.has_formula = self.has_value = False
                self.code = ""
            case "f":
                self.has_formula = True
            case "v" | "is":
                self.has_value = self.in_value = True

    def _text(self, text: str) -> None:
        if self.in_value and self.is_error:
            self.code += text

    def _end(self, name: str) -> None:
        match _local(name):
            case "v" | "is":
                self.in_value = False
            case "c":
                self._settle()

    def _settle(self) -> None:
        if not (self.has_value or self.has_formula):
            return
        if self.row >= MOST_ROWS or self.column >= MOST_COLUMNS:
            raise FileRefusedError(FileFault.TOO_MANY_ROWS, str(self.row + 1))
        if self.is_error or not self.has_value:
            self.failed[self.row, self.column] = self.code


def _position(reference: str, otherwise: Position) -> Position:
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if not (letters and digits and letters.isascii() and letters.isalpha()):
        return otherwise
    column = 0
    for letter in letters.upper():
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1
