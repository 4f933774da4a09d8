"""Everything that is held about somebody, as files to hand over: JSON, and the same to read."""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from cards import data_columns, data_kinds
from cards.words import Words
from domain.erasure import Somebody
from storage.data_map import DATA_MAP
from storage.person_data.finding import Rows

# The files would be the same each time but for when they were packed.
EARLIEST = (1980, 1, 1, 0, 0, 0)
CONTENT = "content"


def packed(who: Somebody, rows: Rows, words: Words) -> bytes:
    """A zip file with `data.json`, the same to read, and the files that lie in their chat."""
    files: dict[str, bytes] = {
        "data.json": _json(who, rows),
        words.say("read-me.txt"): _text(who, rows, words),
    }
    for row in rows.get("chat_file", []):
        files[f"files/{row['id']}.bin"] = row[CONTENT]
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, EARLIEST), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _json(who: Somebody, rows: Rows) -> bytes:
    tables = {table: [_plain(row) for row in found] for table, found in rows.items()}
    written = {"person": who.person_id, "tables": tables}
    return (json.dumps(written, ensure_ascii=False, indent=2) + "\n").encode()


def _plain(row: Mapping[str, Any]) -> dict[str, object]:
    return {name: _value(value) for name, value in row.items() if name != "tenant_id"}


def _value(value: Any) -> object:  # noqa: ANN401 - whatever a column holds
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case Decimal():
            return str(value)
        case bytes():
            return f"({len(value)} bytes)"
        case _:
            return value


def _text(who: Somebody, rows: Rows, words: Words) -> bytes:
    say = words.say
    lines = [
        say("What Lägeskoll holds about {name}", name=who.name),
        "",
        say("Others may have mentioned the person in what they wrote; that is searched for by hand."),
        say("Approved reports are public records. Ask the registrar for them."),
    ]
    for table, found in rows.items():
        kind = DATA_MAP[table].kinds[0]
        lines += ["", f"{data_kinds.name(kind, words)} ({table})", data_kinds.purpose(kind, words)]
        for row in found:
            lines += ["", *_lines(row, words)]
    return ("\n".join(lines) + "\n").encode()


def _lines(row: Mapping[str, Any], words: Words) -> list[str]:
    told = {name: value for name, value in _plain(row).items() if value not in {None, "", False}}
    return [f"  {data_columns.label(name, words)}: {value}" for name, value in told.items()]
