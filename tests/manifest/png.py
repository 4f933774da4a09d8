"""Reads the kind of PNG that our icons are: eight bits a channel, not interlaced."""

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {2: 3, 6: 4}  # PNG colour types: RGB and RGBA


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Rows of pixels, top row first; a pixel is (red, green, blue) or (red, green, blue, alpha)."""

    width: int
    height: int
    rows: tuple[tuple[tuple[int, ...], ...], ...]


def read(path: Path) -> Picture:
    """The picture in a PNG file."""
    content = path.read_bytes()
    assert content.startswith(SIGNATURE)
    chunks = _chunks(content)
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert (depth, interlaced) == (8, 0)
    size = CHANNELS[colour]
    lines = _unfiltered(zlib.decompress(chunks[b"IDAT"]), width * size, size)
    rows = tuple(
        tuple(tuple(line[start : start + size]) for start in range(0, len(line), size)) for line in lines
    )
    return Picture(width=width, height=height, rows=rows)


def _chunks(content: bytes) -> dict[bytes, bytes]:
    chunks: dict[bytes, bytes] = {}
    position = len(SIGNATURE)
    while position < len(content):
        length, kind = struct.unpack_from(">I4s", content, position)
        body = content[position + 8 : position + 8 + length]
        chunks[kind] = chunks.get(kind, b"") + body
        position += length + 12
    return chunks


def _unfiltered(content: bytes, width: int, size: int) -> list[bytes]:
    lines: list[bytes] = []
    above = bytes(width)
    for start in range(0, len(content), width + 1):
        above = _line(content[start], content[start + 1 : start + 1 + width], above, size)
        lines.append(above)
    return lines


def _line(kind: int, filtered: bytes, above: bytes, size: int) -> bytes:
    line = bytearray()
    for place, value in enumerate(filtered):
        left = line[place - size] if place >= size else 0
        corner = above[place - size] if place >= size else 0
        line.append((value + _guess(kind, left, above[place], corner)) % 256)
    return bytes(line)


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    """PNG's five filters (source: W3C PNG, section 9)."""
    match kind:
        case 0:
            return 0
        case 1:
            return left
        case 2:
            return up
        case 3:
            return (left + up) // 2
        case _:
            return min((left, up, corner), key=lambda near: abs(left + up - corner - near))
